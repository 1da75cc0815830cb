"""How money came in: the words of the screens for it."""

from ui.words import say

METHODS = ("cash", "wechat", "alipay", "card")
"""In the order in which the screens offer them."""


def method_words(method: str) -> str:
    """现金, 微信, 支付宝, 银行卡."""
    return {"cash": say("现金"), "wechat": say("微信"), "alipay": say("支付宝"), "card": say("银行卡")}[method]
