"""A machine that answers where a hall's database server should, and cannot prove that it is the one."""

import socket
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


class FalseServer:
    """Answers the question for TLS with N, or with S and a certificate of its own making; keeps what it is told."""

    ASKED_FOR_TLS = bytes.fromhex("0000000804d2162f")

    def __init__(self, answer: bytes, certificate: Path) -> None:
        self._answer, self._certificate = answer, certificate
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._told = bytearray()
        self._serving = threading.Thread(target=self._serve)
        self._serving.start()

    def heard(self) -> bytes:
        """All it was told before the other side hung up, in clear or after a handshake."""
        self._serving.join()
        return bytes(self._told)

    def _serve(self) -> None:
        with self._listening, self._listening.accept()[0] as line:
            line.settimeout(5)
            self._told += line.recv(8)
            line.sendall(self._answer)
            with suppress(OSError):
                if self._answer == b"N":
                    self._told += line.recv(1000)
                else:
                    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                    tls.load_cert_chain(self._certificate)
                    with tls.wrap_socket(line, server_side=True) as shaken:
                        self._told += shaken.recv(1000)


def self_signed(file: Path, *, expired: bool = False) -> Path:
    """A key with a certificate for the hall's server that nobody else vouches for; for a day, or the day before."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "db.hall.example")])
    since = datetime.now(UTC) - timedelta(2 if expired else 0)
    number, until = x509.random_serial_number(), since + timedelta(1)
    built = x509.CertificateBuilder(name, name, key.public_key(), number, since, until)
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + built.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    )
    return file
