"""What the simulated platform knows: people, cards, sign-ins, and what it answered to which message."""

import csv
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from devices.simulators import control

DICTIONARIES = {
    "PSN_IDET_TYPE": {"2101": "最低生活保障对象", "2102": "特困人员", "2201": "重度残疾人"},
    "INSUTYPE": {"310": "职工基本医疗保险", "390": "城乡居民基本医疗保险"},
}
MOVES = {
    "01": ("temporary_loss", ("active", "inactive")),
    "02": ("formal_loss", ("active", "inactive", "temporary_loss")),
    "03": ("active", ("temporary_loss",)),
    "04": ("void", ("active", "inactive", "temporary_loss", "formal_loss")),
    "11": ("active", ("inactive",)),
}
"""Card service number → (status afterwards, statuses from which it is possible)."""
OF_PERSON = ("psn_no", "psn_cert_type", "certno", "psn_name", "gend", "naty", "brdy", "hsreg_addr", "surv_stas")
OF_ROW = ("insutype", "psn_type", "psn_insu_stas", "psn_insu_date", "paus_insu_date", "insuplc_admdvs", "emp_name")
OF_FLAG = ("psn_idet_type", "psn_type_lv", "begntime", "endtime")


class Registers:
    """People, cards and sign-ins; what was answered to which message."""

    def __init__(self, roll: Path | None, cards: Path | None, lasts: int, witness: control.Witness) -> None:
        self.people: dict[str, list[dict[str, str]]] = {}
        self.cards: dict[str, list[dict[str, Any]]] = {}
        self.answered: dict[tuple[str, str], dict[str, Any]] = {}
        self._witness = witness
        self._lasts = lasts
        self._signed: dict[str, int] = {}
        for row in _table(roll):
            self.people.setdefault(row["certno"], []).append(row)
        for row in _table(cards):
            self.cards.setdefault(row["certno"], []).append(_card(row))

    def sign_in(self, told: Mapping[str, Any]) -> dict[str, Any]:
        number = f"S{len(self._signed) + 1:08d}"
        self._signed[number] = self._lasts
        self._witness.saw("signed_in", operator=told["input"]["signIn"]["opter_no"])
        return _good({"signinoutb": {"sign_time": f"{_now():%Y-%m-%d %H:%M:%S}", "sign_no": number}})

    def person(self, told: Mapping[str, Any]) -> dict[str, Any]:
        if not self._still_signed(told):
            return bad("未签到或签到已失效，请重新签到")
        rows = self.people.get(told["input"]["data"]["certno"])
        if not rows:
            return bad("未查到该人员信息")
        base = {name: rows[0][name] for name in (*OF_PERSON, "acct_stas") if rows[0][name]}
        insured: list[dict[str, Any]] = [
            {name: row[name] for name in (*OF_ROW, "cvlserv_flag") if row[name]} | {"balc": float(row["balc"] or 0)}
            for row in rows
            if row["insutype"]
        ]
        flags = [{name: row[name] for name in OF_FLAG if row[name]} for row in rows if row["psn_idet_type"]]
        return _good({"baseinfo": base, "insuinfo": insured, "idetinfo": flags})

    def dictionary(self, told: Mapping[str, Any]) -> dict[str, Any]:
        if not self._still_signed(told):
            return bad("未签到或签到已失效，请重新签到")
        kind = told["input"]["data"]["type"]
        values = DICTIONARIES.get(kind, {})
        return _good({"list": [{"type": kind, "value": value, "label": label} for value, label in values.items()]})

    def query_cards(self, told: Mapping[str, Any]) -> dict[str, Any]:
        return {"result": "00", "aac002": told["aac002"], "cards": self.cards.get(told["aac002"], [])}

    def act(self, told: Mapping[str, Any]) -> dict[str, Any]:
        person, number, server = told["aac002"], told["aaz500"], told["server"]
        if server not in MOVES:
            return {"result": "无此操作"}
        after, possible_from = MOVES[server]
        held = self.cards.setdefault(person, [])
        card = next((each for each in held if each["aaz500"] == number), None)
        if card is None:
            if server != "11":
                return {"result": "无此卡"}
            today = _now().date()
            card = {"aaz500": number, "aac008": "inactive", "aab301": person[:6], "issued": today.isoformat()}
            card["expires"] = f"{today.year + 10}-{today:%m-%d}"
            held.append(card)
        if card["aac008"] == after:
            return {"result": "01"}
        if card["aac008"] not in possible_from:
            return {"result": "卡状态不符"}
        card["aac008"] = after
        card.pop("loss", None)
        if server in ("01", "02"):
            kind = "temporary" if server == "01" else "formal"
            at = _now().isoformat(timespec="seconds")
            card["loss"] = {"kind": kind, "at": at, "channel": "window", "reference": f"LS{told['msgid'][-8:]}"}
        if server == "11":
            for other in held:
                if other is not card:
                    other["aac008"] = "void"
        self._witness.saw("acted", server=server, card=number, msgid=told["msgid"])
        return {"result": "00"}

    def _still_signed(self, told: Mapping[str, Any]) -> bool:
        left = self._signed.get(told["sign_no"], 0)
        self._signed[told["sign_no"]] = left - 1
        return left > 0


def _now() -> datetime:
    return datetime.now().astimezone()


def _table(file: Path | None) -> list[dict[str, str]]:
    if file is None:
        return []
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def _card(row: Mapping[str, str]) -> dict[str, Any]:
    card: dict[str, Any] = {"aaz500": row["number"], "aac008": row["status"], "aab301": row["region"]}
    card |= {"issued": row["issued"], "expires": row["expires"]}
    if row["loss_kind"]:
        card["loss"] = {name: row[f"loss_{name}"] for name in ("kind", "at", "channel", "reference")}
    return card


def _good(output: dict[str, Any]) -> dict[str, Any]:
    return {"infcode": 0, "err_msg": "", "output": output}


def bad(text: str) -> dict[str, Any]:
    return {"infcode": -1, "err_msg": text, "output": None}
