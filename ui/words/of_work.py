"""What to say when the rules, the case or the day stand against what was asked. Rows as in `of_things`."""

NOTHING_DONE = "没有改动任何东西"
AS_IT_WAS = "这一件还是原来的样子"
NOTHING_CHARGED = "没有多收钱"
STOCK_AS_IT_WAS = "库存没有变"
NOTHING_GIVEN = "卡没有交出去"
SIGNED_KEPT = "填好的都在，没有提交"
_BY_HAND = "件照常办，号不会重叫"
_CALL_BY_HAND = "请照纸上的号手工叫；恢复后自动接上"

ROWS: dict[str, tuple[str, str, str]] = {
    # ── the rules and the case ──
    "refused_by_rules": (
        "按规则现在不能办[：{reasons}]",
        AS_IT_WAS,
        "请按画面上的每一条补齐，再来一次",
    ),
    "not_concluded_here": ("[{service}]不能在这一步办结", AS_IT_WAS, "请回到判定，看这次来访该怎么办"),
    "signature_stale": ("签名以后内容改过", SIGNED_KEPT, "请持卡人核对改过的内容，重新签名"),
    "prerequisites_open": ("还有事要先办[：{open}]", SIGNED_KEPT, "请先办好这几件，再按一次"),
    "approval_needed": (
        "须第二人复核[：{approvals}][，{amount} 元]",
        AS_IT_WAS,
        "请主管在这里输入工号和口令，或送等复核",
    ),
    "approvals_open": ("复核还没有答复[：{approvals}]", AS_IT_WAS, "请主管先复核，再制卡"),
    "decided_already": ("这一项已经复核过了[，{by}：{decision}]", "先前的复核有效", "请重新打开等复核，看结果"),
    "wrong_stage": (
        "现在不能走这一步[：{thing}是“{state}”，不能变成“{wanted}”]",
        NOTHING_DONE,
        "请重新打开，看它现在到了哪一步[；现在能变成：{possible}]",
    ),
    "wrong_service": ("这一件不能这样办[，它是“{service}”]", AS_IT_WAS, "请按它的事项办"),
    "case_ended": ("这一件已经办结[，是“{state}”]，不能再交给别人", AS_IT_WAS, "不用再办；要看就按号码查"),
    "not_this_person": ("这一件不是这个人的", AS_IT_WAS, "请核对证件，只有本人的件能撤回"),
    "key_reused": ("同一个操作编号送来了两样内容", "第二次没有办，第一次的有效", "请退回上一步重新来一次"),
    "numbers_used_up": ("本窗口今天的受理号用完了", "已受理的都有效", "请换一个窗口接着受理"),
    "calendar_not_covered": (
        "工作日历不够用[，只到 {covered_until}]",
        "不承诺算不出的日期",
        "请技术员放入新一年的日历，再办有期限的件",
    ),
    "calendar_not_covered before": (
        "工作日历不够用[，从 {covered_from} 才有]",
        "不承诺算不出的日期",
        "看看日期有没有写错",
    ),
    "registry_not_corrected": (
        "参保登记里还是原来的姓名或号码",
        "卡和受理件都没有改",
        "请先让参保登记改好，再按一次",
    ),
    # ── promises and materials ──
    "not_owed": ("这一件没有欠这样材料[：{material}]", AS_IT_WAS, "请看还欠哪一样"),
    "deferral_lapsed": (
        "过了补交的日子[：{material}，{due}]",
        "收下的材料都有留存",
        "这一件已终止，请重新申请，不能再容缺",
    ),
    "copy_only": ("只有复印件[：{material}]", "补交期限没有变", "请持卡人带原件来"),
    # ── making and giving the card ──
    "no_blank": (
        "没有空白卡了[，{window} 号窗口]",
        AS_IT_WAS,
        "[库里还有 {vault} 张，]请主管领卡入库；也可以转制卡中心",
    ),
    "printer_blocked": (
        "制卡机里还有卡没有定下来[，{jobs} 张]",
        "没有动用新的空白卡",
        "请先看那张卡是好是坏，回答画面上的问题",
    ),
    "not_makable": ("这一件现在[是“{state}”，]不能制卡", STOCK_AS_IT_WAS, "请重新打开这一件，看它到了哪一步"),
    "at_centre": ("这一件已转制卡中心", STOCK_AS_IT_WAS, "等制卡中心做好送回，再领卡"),
    "waiver_open": ("减免还没有复核", STOCK_AS_IT_WAS, "请主管先复核减免；不同意就补交费用"),
    "fee_open": ("还有费用没交[，{owed} 元]", STOCK_AS_IT_WAS, "请先收费，再制卡"),
    "spoiled_twice": ("这一件已经印坏两张", "费用已经记下，不再收费", "请转制卡中心，可发临时卡"),
    "reservation_over": ("给这一件占用的空白卡已经放回", "没有打印", "请从头再按一次制卡"),
    "job_begun": ("这张卡已经送去打印了", "不会印第二张", "请看制卡机里和出卡口，再回答画面上的问题"),
    "settled_already": ("这个打印任务已经定过了[，是“{state}”]", "先前的答复有效", "请重新打开看一看"),
    "still_printing": ("这张卡还在打印", "不会自动重印", "等它打完，再看卡是好是坏"),
    "not_ready": ("这一件现在[是“{state}”，]还没有到待领", NOTHING_GIVEN, "请重新打开这一件，看它到了哪一步"),
    "not_mailed": ("这张卡没有寄出去[，这一件是“{state}”]", NOTHING_GIVEN, "要寄的先登记邮寄；来领的按领卡办"),
    "no_card_yet": ("这一件还没有卡", NOTHING_GIVEN, "等卡做好再来领"),
    "card_already_made": ("卡已经做好了，不能退费撤回", NOTHING_CHARGED, "请按领卡办，或按注销办"),
    "card_number_taken": ("卡号已经是别人的[：{card}]", "这一批没有收", "请核对制卡中心的清单，别的卡先不要发"),
    "nothing_to_send": ("没有要送制卡中心的件", NOTHING_DONE, "有转制卡中心的件时再送"),
    "no_active_card": ("没有可用的卡", AS_IT_WAS, "请查卡管里的卡，或按首次申领办"),
    "card_service_failed": (
        "卡管不同意[“{action}”][：{text}]",
        "卡的状态没有变",
        "请把卡管的话告诉持卡人；弄清后再办一次",
    ),
    # ── money ──
    "not_payable": ("这一件现在[是“{state}”，]不能收费", NOTHING_CHARGED, "请重新打开这一件，看它到了哪一步"),
    "wrong_amount": ("收的数不对[：要收 {owed} 元，输的是 {amount} 元]", NOTHING_CHARGED, "请按要收的数再收一次"),
    "nothing_to_refund": ("这一件没有可退的钱", "账没有动", "请看收费记录"),
    "nothing_paid": ("这一件没有收着的钱", "账没有动", "请看收费记录"),
    "same_way": ("记的就是这种付法", "账没有动", "请选另一种，或返回"),
    "taken_by_colleague": ("这笔钱是同事收的[：{by}]", "账没有动", "请收钱的人在他的窗口更正"),
    "till_counted": ("这笔钱已经交班，数过了", "账没有动", "请重新打开，改写备注"),
    "still_correctable": ("这笔钱还能更正，不用备注[：{by} 收的]", "账没有动", "请收钱的人更正付法"),
    "no_shift": ("还没有开当班[：{operator}]", "账没有动", "请先点零钱开当班，再收费"),
    "variance_unexplained": ("现金有差，还没有说明[：{variance} 元]", "点过的数都在", "请写明原因，由主管确认"),
    # ── the day ──
    "day_closed": ("这一天已经日结[：{day}][，{closed_by} 结的]", "日报没有变", "请主管重新打开这一天，或改天再办"),
    "day_open": ("这一天还没有日结[：{day}]", "账没有动", "不用重新打开，直接改就行"),
    "day_in_future": ("这一天还没有到[：{day}]", "账没有动", "请选今天或以前的日子"),
    "day_not_closable": ("还不能日结[：{blockers}]", "点过的数都在", "请先办好这几样，再按日结"),
    "blanks_received_before": (
        "这些空白卡已经入过库[：{serials}][，共 {count} 张]",
        STOCK_AS_IT_WAS,
        "请核对起止号，两人再点一遍",
    ),
    # ── the queue and the rating ──
    "not_waiting": ("这个号不在等候[：{ticket}][，是“{state}”]", "别的号没有动", "请看排队，叫下一个号"),
    "not_at_this_window": ("这个号不在这个窗口[：{ticket}][，在 {window} 号窗口]", "别的号没有动", "请叫自己窗口的号"),
    "called_too_seldom": (
        "叫的次数还不够，不能过号[：{ticket} 叫了 {calls} 次]",
        "号还在排",
        "[叫满 {needed} 次，]再按过号",
    ),
    "queue_unavailable": ("叫号系统没有应答", _BY_HAND, _CALL_BY_HAND),
    "queue_unavailable timeout": ("叫号系统没有按时应答", _BY_HAND, _CALL_BY_HAND),
    "queue_unavailable unreachable": ("连不上叫号系统", _BY_HAND, _CALL_BY_HAND),
    "queue_unavailable not_http": ("设置的地址上不是叫号系统", _BY_HAND, "手工叫号；请技术员核对地址[（{setting}）]"),
    "queue_unavailable not_authorised": ("叫号系统不认本机的签名", _BY_HAND, "手工叫号；请技术员核对密钥和签名方式"),
    "queue_unavailable clock_skew": ("本机的时间与叫号系统差得太多，它不受理", _BY_HAND, "手工叫号；请技术员校准时间"),
    "queue_unavailable bad_answer": ("叫号系统的回答看不懂", _BY_HAND, _CALL_BY_HAND),
    "queue_unavailable refused": ("叫号系统不受理[：{text}]", _BY_HAND, _CALL_BY_HAND),
    "queue_unavailable http": ("叫号系统出错[（HTTP {http}）]", _BY_HAND, _CALL_BY_HAND),
    "rated_already": ("这一件已经评价过了", "先前的评价有效", "不用再评，请下一位"),
    "not_in_live_mode": ("正式模式下不能装练习数据", "正式数据没有动", "要练习请另开一个数据目录"),
    # ── what there is not ──
    "no_such_case": ("没有这样的件[：{number}]", NOTHING_DONE, "按号码查更准；也可以用姓名或拼音查"),
    "no_such_draft": ("这份没办完的件已经不在了", "办结的件都在", "请按号码查它是不是已经办结，或重新读身份证"),
    "no_such_approval": ("没有这一项复核", NOTHING_DONE, "请重新打开等复核"),
    "no_such_batch": ("没有这一批[：{batch}]", NOTHING_DONE, "请看批次列表里的编号"),
    "not_on_batch": ("有的件不在这一批里[：{cases}]", "这一批没有收", "请核对清单，只收这一批的"),
    "no_such_job": ("没有这个打印任务", NOTHING_DONE, "请重新打开未决打印，看还有哪些"),
    "no_such_paper": ("没有这样的纸[：{paper}]", NOTHING_DONE, "请看这一件的纸张列表"),
    "no_such_ticket": ("今天没有这个号[：{ticket}]", "别的号没有动", "请看号票，再输一次"),
    "no_such_window": ("今天没有人开过这个窗口[：{window}]", "号还在您这里", "请看窗口号，再输一次"),
    "no_such_task": ("没有这一项待办", NOTHING_DONE, "请重新打开待办"),
    "no_such_blank": ("没有这个序列号的空白卡[：{serial}]", STOCK_AS_IT_WAS, "请看卡背面的序列号，再输一次"),
    "serial_range": (
        "起止号不成一段[：{first} 到 {last}]",
        STOCK_AS_IT_WAS,
        "请输同样长、从小到大的两个号[，一次最多 {most} 张]",
    ),
    "reason_needed": ("还没有写原因", NOTHING_DONE, "请写明为什么，再按一次"),
}
