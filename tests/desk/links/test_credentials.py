import pytest

from desk.errors import UsageError
from desk.links.card_service import open_card_service
from desk.links.credentials import signing_for
from desk.links.platform import open_platform
from desk.links.signing import CaSigning, NoSigning, TifSigning
from desk.settings import LinkSettings, Settings
from devices.simulators.launch import Simulator


@pytest.fixture
def secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("GUITAI_KEY_DIR", str(tmp_path))
    return tmp_path / "links.toml"


def test_each_way_takes_its_own_secrets(secrets):
    secrets.write_text('[registry]\npaasid = "hall"\ntoken = "t"\n[card_service]\nkey = "k"\nsecret = "s"\n')
    assert isinstance(signing_for("registry", "none"), NoSigning)
    assert signing_for("registry", "tif") == TifSigning("hall", "t")
    assert signing_for("card_service", "ca") == CaSigning("k", "s")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (None, "registry"),
        ("not toml at all", "registry"),
        ("[card_service]\n", "registry.paasid"),
        ('[registry]\npaasid = "hall"\n', "registry.token"),
        ('[registry]\npaasid = "hall"\ntoken = 7\n', "registry.token"),
    ],
)
def test_a_secret_that_is_missing_is_named(secrets, content, key):
    if content is not None:
        secrets.write_text(content)
    with pytest.raises(UsageError) as told:
        signing_for("registry", "tif")
    assert (told.value.kind, told.value.facts["key"]) == ("link_secrets", key)


def test_the_settings_open_both_systems(secrets, clock):
    same = 'key = "hall"\nsecret = "practice"\n'
    secrets.write_text(f"[registry]\n{same}[card_service]\n{same}")
    with Simulator("registry", "--listen", "127.0.0.1:0", "--signing", "ca") as guarded:
        settings = Settings(links=LinkSettings(registry=guarded.where, card_service=guarded.where, signing="ca"))
        registry, cards = open_platform(settings, clock), open_card_service(settings, clock)
        document = registry.ask("110199000103202603160900000001", "110199198105055518", "褚示例").document
        assert document["baseinfo"]["psn_name"] == "褚示例"
        assert [card["number"] for card in cards.cards("110199198105055518")] == ["A10001101"]
        registry.close()
        cards.close()
