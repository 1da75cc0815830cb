"""The regional medical-insurance platform: transactions 9001 (sign in), 1101 (a person) and 1901 (dictionary).

    request   {infno, msgid, mdtrtarea_admvs, insuplc_admdvs, recer_sys_code, …, sign_no, input}
    answer    {infcode, inf_refmsgid, respond_time, err_msg, output}     judged: HTTP, then infcode, then output

Invariants
1. A message id is asked again unchanged: the platform answers the same message once and repeats its answer after that.
2. A call ends by its one deadline, also when it has to sign in first.
3. Provinces differ: paths, codes and the words for "no such person" are values of `Station`, not of this file.

Both spellings are the platform's own: `mdtrtarea_admvs`, but `insuplc_admdvs`.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from secrets import token_hex
from typing import Any
from zlib import crc32

from desk.links.credentials import signing_for
from desk.links.wire import Wire
from desk.ports import Clock, RegistryAnswer
from desk.rules.identity import HMT_REGIONS
from desk.settings import Settings

SIGN_IN, PERSON, DICTIONARY = "9001", "1101", "1901"
PATHS: Mapping[str, str] = {
    SIGN_IN: "/fsi/api/signInSignOutService/signIn",
    PERSON: "/fsi/api/fsiPsnInfoService/queryPsnInfo",
    DICTIONARY: "/fsi/api/catalogqueryservice/queryDataDic",
}
TOLD_ASIDE = ("surv_stas", "acct_stas", "frozen_reason", "pension_enrolled")
"""What some platforms tell within baseinfo and others beside it."""


@dataclass(frozen=True, slots=True)
class Station:
    """Who asks: the hall's region and institution code (12 characters), the clerk, the desk's network address."""

    region: str
    institution: str
    institution_name: str
    operator: str
    operator_name: str
    receiver: str = "MBS_LOCAL"
    mac: str = ""
    ip: str = ""
    paths: Mapping[str, str] = field(default_factory=lambda: PATHS)
    nobody: Sequence[str] = ("未查", "查无", "不存在")
    """Parts of an error text that mean: no such person."""
    signed_out: Sequence[str] = ("签到",)
    """Parts of an error text that mean: sign in (again) first."""


class PlatformRegistry:
    """`desk.ports.Registry` over the regional platform; used by one caller at a time."""

    def __init__(self, wire: Wire, station: Station) -> None:
        self._wire = wire
        self._station = station
        self._sign_no = ""

    def ask(self, message_id: str, number: str, name: str) -> RegistryAnswer:
        """Raises OutsideSilent(registry_unavailable).

        error is timeout, unreachable, not_http, http_‹status›, not_authorised, clock_skew, bad_answer or refused; with
        refused, `text` holds the platform's own words.
        """
        begun = time.monotonic()
        told = {
            "mdtrt_cert_type": "02",
            "mdtrt_cert_no": number,
            "card_sn": "",
            "begntime": "",
            "psn_cert_type": certificate_type(number),
            "certno": number,
            "psn_name": name,
        }
        answer = self._transact(PERSON, message_id, {"data": told})
        if answer is None:
            document: dict[str, Any] = {"baseinfo": {}, "insuinfo": [], "idetinfo": []}
        else:
            document = self._person(answer)
        return RegistryAnswer(document, round((time.monotonic() - begun) * 1000))

    def dictionary(self, kind: str) -> list[dict[str, Any]]:
        """The values of one code table, such as PSN_IDET_TYPE. Raises as `ask`."""
        told = {"type": kind, "parentValue": "", "admdvs": self._station.region, "date": "", "valiFlag": "1"}
        answer = self._transact(DICTIONARY, self._own_id(), {"data": told}) or {}
        rows = answer.get("list", [])
        if not isinstance(rows, list):
            raise self._wire.trouble("bad_answer")
        return [row for row in rows if isinstance(row, dict)]

    def close(self) -> None:
        self._wire.close()

    def _transact(self, infno: str, message_id: str, told: Mapping[str, Any]) -> dict[str, Any] | None:
        """The output; None when there is no such person. Signs in first, and once more when that has lapsed."""
        self._wire.begin()
        if not self._sign_no:
            self._sign_in()
        answer = self._send(infno, message_id, told)
        if self._says(answer, self._station.signed_out):
            self._sign_in()
            answer = self._send(infno, message_id, told)
        if str(answer.get("infcode")) == "0":
            return self._output(answer)
        if self._says(answer, self._station.nobody):
            return None
        raise self._wire.trouble("refused", text=str(answer.get("err_msg") or ""))

    def _says(self, answer: Mapping[str, Any], parts: Sequence[str]) -> bool:
        """Whether the platform refused in such words."""
        text = str(answer.get("err_msg") or "")
        return str(answer.get("infcode")) != "0" and any(part in text for part in parts)

    def _sign_in(self) -> None:
        s = self._station
        told = {"signIn": {"opter_no": s.operator, "mac": s.mac, "ip": s.ip}}
        answer = self._send(SIGN_IN, self._own_id(), told)
        if str(answer.get("infcode")) != "0":
            raise self._wire.trouble("refused", text=str(answer.get("err_msg") or ""))
        signed = self._output(answer).get("signinoutb")
        if not isinstance(signed, dict) or not signed.get("sign_no"):
            raise self._wire.trouble("bad_answer")
        self._sign_no = str(signed["sign_no"])

    def _send(self, infno: str, message_id: str, told: Mapping[str, Any]) -> dict[str, Any]:
        s = self._station
        return self._wire.post(
            s.paths[infno],
            {
                "infno": infno,
                "msgid": message_id,
                "mdtrtarea_admvs": s.region,
                "insuplc_admdvs": s.region,
                "recer_sys_code": s.receiver,
                "dev_no": "",
                "dev_safe_info": "",
                "cainfo": "",
                "signtype": "",
                "infver": "V1.0",
                "opter_type": "1",
                "opter": s.operator,
                "opter_name": s.operator_name,
                "inf_time": f"{self._wire.clock.now():%Y-%m-%d %H:%M:%S}",
                "fixmedins_code": s.institution,
                "fixmedins_name": s.institution_name,
                "sign_no": self._sign_no,
                "input": told,
            },
        )

    def _own_id(self) -> str:
        """A message id for a question that belongs to no case and need not be asked again: its sequence is chance."""
        sequence = crc32(self._wire.nonce().encode()) % 10_000
        return f"{self._station.institution:0>12.12}{self._wire.clock.now():%Y%m%d%H%M%S}{sequence:04d}"

    def _output(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        output = answer.get("output")
        if not isinstance(output, dict):
            raise self._wire.trouble("bad_answer")
        return output

    def _person(self, output: Mapping[str, Any]) -> dict[str, Any]:
        base = output.get("baseinfo")
        if not isinstance(base, dict):
            raise self._wire.trouble("bad_answer")
        document: dict[str, Any] = {"baseinfo": base}
        for part in ("insuinfo", "idetinfo"):
            rows = output.get(part) or []
            if isinstance(rows, dict):  # the interface's first draft
                rows = [rows]
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                raise self._wire.trouble("bad_answer")
            document[part] = rows
        for word in TOLD_ASIDE:
            value = output.get(word, base.get(word))
            if value is not None:
                document[word] = value
        return document


def open_platform(settings: Settings, clock: Clock) -> PlatformRegistry:
    """The registry behind `links.registry`; nothing is asked yet. Raises UsageError as `signing_for`."""
    hall, links = settings.hall, settings.links
    station = Station(
        region=hall.region,
        institution=f"{hall.region}{hall.code}{hall.counter}",
        institution_name=hall.name,
        operator=hall.counter,
        operator_name=hall.name,
    )
    signing = signing_for("registry", links.signing)
    nonce = partial(token_hex, 16)
    wire = Wire(links.registry, "registry_unavailable", "links.registry", clock, signing, nonce, links.timeout)
    return PlatformRegistry(wire, station)


def certificate_type(number: str) -> str:
    """LD/NHSA psn_cert_type of a number: 01 identity card, 04–06 residence permits, 07 permanent residence."""
    if number[:1].isalpha() or number.startswith("9"):
        return "07"
    return HMT_REGIONS.get(number[:6], "01")
