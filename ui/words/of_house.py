"""What to say of the house: store and backups, people and passwords, outside systems, files and commands.

Rows as in `of_things`.
"""

NOTHING_LOST = "没有东西丢失"
NOTHING_DONE = "没有改动任何东西"
STEP_NOT_KEPT = "这一步没有算数，以前存好的都在"
ALL_KEPT = "以前存好的都在"
NOT_RESTORED = "现有的数据没有动"
NO_CARD_TOUCHED = "没有改动任何卡"
NO_MONEY_NO_CARD = "不收费、不制卡"

_ASK_LATER = "按 F7 先收件待核验；恢复后同一编号会自动再问"
_TRY_LATER = "稍后再试；同一编号不会做两次"

ROWS: dict[str, tuple[str, str, str]] = {
    # ── the store ──
    "store_locked": (
        "数据库被另一个柜台程序占着[（进程 {pid}）]",
        NOTHING_LOST,
        "请先关掉另一个窗口或命令，再打开",
    ),
    "store_damaged": ("数据库损坏[：{place}]", "备份是另外的文件，不受影响", "不要再办件。请技术员用最近的备份恢复"),
    "store_damaged disk": (
        "数据所在的磁盘读写出错[（{why}）]",
        "这一步没有算数",
        "先不要办件。请技术员看磁盘和接线，再打开；还不行用最近的备份恢复到好盘上",
    ),
    "store_damaged sealed_value": (
        "数据库里有一处加密内容被改过或挪动过[（{place}）]",
        "改过的内容没有显示、没有使用",
        "不要再办这一件。请技术员看日志，用备份核对",
    ),
    "store_damaged pages": (
        "数据库文件有坏页[，{count} 处]",
        "备份是另外的文件，不受影响",
        "不要再办件。请技术员用最近的备份恢复",
    ),
    "store_damaged no_database": (
        "数据库文件不见了[（{file}）]",
        "没有新建空库盖掉它",
        "请技术员找回文件，或用最近的备份恢复",
    ),
    "store_damaged no_schema": (
        "数据库文件是空的",
        "没有往里写任何东西",
        "请技术员找回文件，或用最近的备份恢复",
    ),
    "store_damaged no_store_file": (
        "数据目录缺少说明文件[（{file}）]",
        "数据库文件没有动",
        "请技术员从备份放回这个文件",
    ),
    "store_damaged store_file": (
        "数据目录的说明文件被改过[（{file}）]",
        "数据库文件没有动",
        "请技术员从备份放回原来的文件，不要手工改",
    ),
    "store_damaged no_log": (
        "数据库的日志文件不见了[（{file}）]",
        "没有在缺了日志的库上接着办",
        "请技术员找回这个文件，或用最近的备份恢复",
    ),
    "store_damaged stock": (
        "空白卡账对不上[：入库 {received}，查到 {counted}]",
        "卡和件都没有动",
        "先不要制卡。请主管盘点，请技术员看日志",
    ),
    "store_damaged day_report": (
        "日结时留下的日报被改过[（{day}）]",
        "改过的没有显示、没有打印；签过字的那份纸还算数",
        "请审计看日志里这一天的日结，请技术员用备份核对",
    ),
    "no_data_folder": (
        "数据目录建不起来[：{folder}][（{why}）]",
        "没有写任何东西",
        "换一个能建目录的地方（--data-dir），或请技术员看权限",
    ),
    "store_read_only": ("数据库现在只能读不能写", STEP_NOT_KEPT, "请技术员看磁盘和文件权限，再按一次"),
    "store_read_only backup": (
        "备份目录不让写[（{folder}）]",
        ALL_KEPT,
        "看目录的权限，或换一个目录，再做一次",
    ),
    "store_read_only server": (
        "数据库服务器现在只能读不能写",
        STEP_NOT_KEPT,
        "请技术员看服务器是否切到了备机，再按一次",
    ),
    "store_read_only share": (
        "数据目录在网络共享上[（{share}）]，那里的锁和落盘靠不住",
        "没有往里面写",
        "请把数据目录放在本机的磁盘上，或用数据库服务器",
    ),
    "store_full": ("磁盘满了，这一步没有存", "以前存好的都在", "请技术员腾出空间，再按一次"),
    "store_full backup": (
        "备份没有做成，盘满了[（{folder}）]",
        ALL_KEPT,
        "腾出空间，或换一个目录，再做一次",
    ),
    "store_full no_log": (
        "磁盘不让数据库写日志文件，新库没有建成",
        "没有件受影响",
        "请技术员看磁盘是否有空间、是否出错，再打开一次",
    ),
    "store_full server": (
        "数据库服务器的磁盘满了，这一步没有存",
        "以前存好的都在",
        "请技术员给服务器腾出空间，再按一次",
    ),
    "store_newer": (
        "数据库是更新版本的程序写的[（{found}）]",
        "这一版没有动它",
        "请用新版程序打开[；这一版只认到 {known}]",
    ),
    "store_gone": (
        "数据库不在了，以前是在这个数据目录里的[：{folder}]",
        "没有另建一个空的",
        "请技术员看磁盘挂上没有、store 目录是否被移走；找不回来就用 guitai backup restore 恢复到另一个目录",
    ),
    "store_other_mode practice": (
        "这个数据目录是练习用的，设置里写的却是正式",
        "里面的东西没有动",
        "正式大厅请另开一个数据目录：把 guitai.toml 放进新目录，用 --data-dir 指它",
    ),
    "store_other_mode": (
        "这个数据目录是正式大厅的，设置里写的却是练习",
        "里面的东西没有动",
        "请技术员看 guitai.toml 在不在、mode 是不是 live；要练习请另开一个数据目录",
    ),
    "store_missing_key": ("找不到这个数据库的密钥[（{where}）]", NOTHING_LOST, "请技术员放回密钥；没有密钥打不开"),
    "store_missing_key keyring": (
        "系统钥匙串里没有这个数据库的密钥",
        NOTHING_LOST,
        "请用建库时的系统账户登录；还不行请技术员放回密钥",
    ),
    "store_missing_key passphrase": ("这个数据库要口令短语才能打开", NOTHING_LOST, "请保管口令短语的人来输"),
    "store_missing_key wrong": ("口令短语不对，打不开数据库", NOTHING_LOST, "看看大小写和空格，再输一次"),
    "store_missing_key not_given": ("没有给口令短语，打不开数据库", NOTHING_LOST, "请保管口令短语的人在打开时输入"),
    "store_missing_key damaged": ("数据库的密钥不完整[（{where}）]", NOTHING_LOST, "请技术员从保管处放回完整的密钥"),
    "store_missing_key not_installed": (
        "设置要用系统钥匙串，但没有装钥匙串组件",
        NOTHING_LOST,
        "请技术员装上 keyring，或把密钥改为文件",
    ),
    "store_missing_key no_keyring": (
        "这台电脑没有可用的系统钥匙串",
        NOTHING_LOST,
        "请技术员在桌面会话里打开，或把密钥改为文件",
    ),
    "store_replaced": ("数据库文件被换掉了", "刚才那一步没有算数", "先不要办件，请技术员来看"),
    "store_replaced older": (
        "数据库是旧的一份，后来的记录不在里面[（{chain} 第 {seq} 条起）]",
        "没有往旧的上面写",
        "先不要办件，请技术员找回新的那份，或用最近的备份恢复",
    ),
    "store_replaced another_file": (
        "数据库文件在打开时被换成了别的[（{file}）]",
        "刚才那一步没有算数",
        "先不要办件，请技术员来看是谁换的",
    ),
    "store_replaced gone": (
        "数据库文件在打开时被移走了[（{file}）]",
        "刚才那一步没有算数",
        "先不要办件，请技术员放回原处",
    ),
    "backup_not_made": ("该做的备份没有做成", ALL_KEPT, "请技术员看备份目录[（{folder}）]；一小时后再试"),
    "backup_not_made no_such_folder": (
        "备份目录不在[（{folder}）]",
        ALL_KEPT,
        "请技术员接好备份盘；一小时后再试",
    ),
    "backup_not_made store_full": (
        "备份没有做成，盘满了[（{folder}）]",
        ALL_KEPT,
        "请技术员腾出空间；一小时后再试",
    ),
    "backup_not_made store_read_only": (
        "备份目录不让写[（{folder}）]",
        ALL_KEPT,
        "请技术员看目录的权限；一小时后再试",
    ),
    "backup_not_made store_damaged": (
        "做备份时查出数据有坏处，这份没有留下",
        "上一份备份还在",
        "先停办，请技术员用 guitai audit verify 查",
    ),
    "backup_unset": ("还没有设备份目录", ALL_KEPT, "请技术员在设置里填自动备份目录，最好在另一块盘上"),
    "backup_damaged": ("备份文件坏了[（{file}）]", NOT_RESTORED, "请换另一份备份；guitai backup verify 能逐份验"),
    "backup_damaged manifest": ("这个文件不是备份，或开头坏了[（{file}）]", NOT_RESTORED, "请换另一份备份"),
    "backup_damaged check": ("备份文件中间缺了或被改过[（{file}）]", NOT_RESTORED, "请换另一份备份"),
    "backup_damaged pages": ("备份里的数据库有坏页[（{file}）]", NOT_RESTORED, "请换早一天的备份"),
    "backup_damaged stock": ("备份里的空白卡账对不上[（{file}）]", NOT_RESTORED, "请换早一天的备份，并请主管盘点"),
    # ── people ──
    "not_as_registered": (
        "号码和姓名与登记对不上",
        "没有挂失，登记里是谁不要告诉他",
        "请他再报一遍；还对不上，请本人带证件到窗口",
    ),
    "role": ("您的身份不能办这件事[，要{needed}来办]", NOTHING_DONE, "请有权限的同事登录"),
    "same_person": ("您是经办人，须由别人复核", NOTHING_DONE, "请另一位同事来复核"),
    "same_person day_reopen": (
        "提出重开的人不能自己同意",
        NOTHING_DONE,
        "请柜员在他的窗口提出，您来同意；或请另一位主管",
    ),
    "same_person password_reset": (
        "自己的口令不能自己重设",
        NOTHING_DONE,
        "锁屏 Ctrl L，按 Shift F7，用现在的口令换一个新的",
    ),
    "same_person account_enabled": ("自己的账号不能自己停用", NOTHING_DONE, "请另一位主管来停"),
    "wrong_password": ("口令不对[，请等 {wait}再试]", "填好的都在", "看看大小写，再输一次；忘了口令请主管重设"),
    "throttled": ("试得太多[，请等 {wait}]", "填好的都在", "到时再试；忘了口令请主管重设"),
    "account_disabled": ("这个账号不能用", NOTHING_DONE, "请主管看账号"),
    "account_disabled disabled": ("这个账号停用了", NOTHING_DONE, "请主管看账号"),
    "account_disabled tampered": (
        "这个账号的记录被改过，已停用",
        "没有让它登录",
        "请主管重设这个账号，并请审计员看日志",
    ),
    "password_due first": ("这是首次口令，还没有换成自己的", "填好的都在", "请本人先登录一次，换好口令再来"),
    "password_due": ("口令到期了，要先换", "填好的都在", "请换一个新口令，再登录"),
    "credential_needed": (
        "正式模式下要说明是谁在办",
        NOTHING_DONE,
        "加 --as 姓名，口令从标准输入或 GUITAI_PASSWORD_FILE 给",
    ),
    "credential_needed unread": (
        "口令文件读不了[：{file}]",
        NOTHING_DONE,
        "里面写一行口令，存成 UTF-8",
    ),
    "credential_needed password": (
        "没有给口令",
        NOTHING_DONE,
        "从标准输入给一行，或写进 GUITAI_PASSWORD_FILE 说的文件",
    ),
    "credential_needed passphrase": (
        "没有给主口令",
        NOTHING_DONE,
        "从标准输入给一行，或写进 GUITAI_PASSPHRASE_FILE 说的文件",
    ),
    "other_operator": ("这一件在别的同事手里[：{operator}]", "没有动那一件", "请那位同事交给您，或请主管交接"),
    "account_name": ("账号名不能用[：{name}]", NOTHING_DONE, "用 1 到 40 个看得见的字，前后不留空格"),
    "account_exists": ("已经有这个账号[：{name}]", NOTHING_DONE, "换一个名字，或改原来的账号"),
    "first_account": ("第一个账号要是主管", NOTHING_DONE, "请先加主管，再由主管加别人"),
    "no_such_account": ("没有这个账号[：{name}]", NOTHING_DONE, "看看名字写对没有"),
    "password": ("这个口令不能用[：{problems}]", NOTHING_DONE, "换一个再试[，至少 {shortest} 个字符]"),
    # ── outside ──
    "registry_unavailable": ("参保登记没有应答，可先收件，不收费、不制卡", "已经录入的都在", _ASK_LATER),
    "registry_unavailable timeout": ("参保登记没有按时应答", NO_MONEY_NO_CARD, _ASK_LATER),
    "registry_unavailable unreachable": ("连不上参保登记", NO_MONEY_NO_CARD, _ASK_LATER),
    "registry_unavailable not_http": (
        "设置的地址上不是参保登记",
        NO_MONEY_NO_CARD,
        "按 F7 先收件待核验；请技术员核对地址[（{setting}）]",
    ),
    "registry_unavailable not_authorised": (
        "参保登记不认本机的签名",
        NO_MONEY_NO_CARD,
        "按 F7 先收件待核验；请技术员核对密钥和签名方式",
    ),
    "registry_unavailable clock_skew": (
        "本机的时间与参保登记差得太多，它不受理",
        NO_MONEY_NO_CARD,
        "按 F7 先收件待核验；请技术员校准时间",
    ),
    "registry_unavailable bad_answer": ("参保登记的回答看不懂", NO_MONEY_NO_CARD, _ASK_LATER),
    "registry_unavailable refused": ("参保登记不受理[：{text}]", NO_MONEY_NO_CARD, _ASK_LATER),
    "registry_unavailable http": ("参保登记出错[（HTTP {http}）]", NO_MONEY_NO_CARD, _ASK_LATER),
    "card_service_unavailable": ("卡管系统没有应答", NO_CARD_TOUCHED, _TRY_LATER),
    "card_service_unavailable timeout": ("卡管系统没有按时应答", "不知道卡改了没有", _TRY_LATER),
    "card_service_unavailable unreachable": ("连不上卡管系统", NO_CARD_TOUCHED, _TRY_LATER),
    "card_service_unavailable not_http": (
        "设置的地址上不是卡管系统",
        NO_CARD_TOUCHED,
        "请技术员核对地址[（{setting}）]",
    ),
    "card_service_unavailable not_authorised": (
        "卡管系统不认本机的签名",
        NO_CARD_TOUCHED,
        "请技术员核对密钥和签名方式",
    ),
    "card_service_unavailable clock_skew": (
        "本机的时间与卡管系统差得太多，它不受理",
        NO_CARD_TOUCHED,
        "请技术员校准时间，再试",
    ),
    "card_service_unavailable bad_answer": ("卡管系统的回答看不懂", "不知道卡改了没有", _TRY_LATER),
    "card_service_unavailable http": ("卡管系统出错[（HTTP {http}）]", "不知道卡改了没有", _TRY_LATER),
    "card_service_unconfirmed": (
        "卡管没有回音[：{action}]",
        "同一编号再问，不会做两次",
        "卡先别交，稍后按 F5 再问",
    ),
    "link_secrets": (
        "外部系统的密钥没有写全[：缺 {key}]",
        "没有发出任何请求",
        "请技术员补好密钥文件[ {file}]",
    ),
    # ── files, settings, commands ──
    "settings": (
        "设置文件[ {file} ]不对[，{count} 处]",
        "[{mistakes}。]没有采用它，里面的东西一样也没有改",
        "照行号改好再来",
    ),
    "settings_exist": ("这里已经有设置文件[：{file}]", NOTHING_DONE, "要改就改它；另一个大厅用另一个 --data-dir"),
    "pack_broken": (
        "政策包不能用[（{files}）][，{count} 处不对：{mistakes}]",
        "没有按它判定任何件",
        "照行号改好，用 guitai policy check 再验",
    ),
    "calendar_broken": (
        "工作日历文件不对[（{file}）]",
        "不承诺算不出的日期",
        "请技术员改好日历文件，再打开",
    ),
    "roll_file": ("这份名册读不了[（{file}）]", "名册没有变", "请导出方重新导出，再导入"),
    "roll_file not_text": (
        "名册不是能读的文本[（{file}）][，第 {line} 行]",
        "名册没有变",
        "请导出为 UTF-8 或 GB 18030 的 CSV，再导入",
    ),
    "roll_file not_a_workbook": (
        "名册不是能打开的 Excel 文件[（{file}）]",
        "名册没有变",
        "请另存为 .xlsx 或 .csv，再导入",
    ),
    "roll_file no_header": ("名册第一行没有列名[（{file}）]", "名册没有变", "请把列名放在第一行，再导入"),
    "roll_file missing_columns": ("名册缺列[：{columns}]", "名册没有变", "请导出方加上这几列，再导入"),
    "no_file": ("打不开这个文件[：{file}][（{reason}）]", NOTHING_DONE, "看看路径、文件名和权限"),
    "odd_bytes": ("有一个词不是文字[：{value}]", NOTHING_DONE, "看看终端和脚本的编码，要 UTF-8"),
    "no_such_file": ("没有这个文件[：{file}]", NOTHING_DONE, "看看路径和文件名"),
    "no_such_folder": ("没有这个目录[：{folder}]", NOTHING_DONE, "先建好目录，或换一个"),
    "cannot_write": ("写不进这个文件[：{file}][（{why}）]", NOTHING_LOST, "换一个能写的地方，再来一次"),
    "sm_not_installed": (
        "这里没有装国密签名（SM2）",
        "没有打印，也没有验真",
        "请技术员装上国密组件[（{package}）]，或把验真码改为 ed25519",
    ),
    "bad_key_file": ("这个文件不是公钥[：{file}]", "没有验，也没有说真假", "请给对方导出的公钥文件"),
    "store_exists": ("这个目录里已经有数据库[：{folder}]", NOT_RESTORED, "请恢复到一个空目录"),
    "anchor": ("这不是日志锚点[：{text}]", NOTHING_DONE, "照纸上印的抄，形如 03-128-K5QW2M7ABC"),
    "no_such_entry": ("日志里没有这一条[：{chain} 号窗口第 {seq} 条]", NOTHING_DONE, "请查一遍日志，看它断在哪里"),
    "purpose_needed": ("按人查日志要写为什么", "没有查，也没有显示", "写一句用途，例如信访编号"),
    "days_in_order": ("起止日期反了[：{first} 到 {last}]", NOTHING_DONE, "先写早的一天，再写晚的一天"),
    "unknown_code": (
        "有不认识的代码[：“{value}”][，这里要{field}][（{key}）]",
        NOTHING_DONE,
        "[可以用：{known}；]看看有没有写错",
    ),
    "walk_in": ("来件说明不完整或写错了[：{problem}][（{key}）]", NOTHING_DONE, "照来件格式补好再来"),
    "too_long": ("有一项写得太长[，最多 {most} 个字]", NOTHING_DONE, "改短一点，再来一次"),
    "bad_date": ("日期不对[：“{value}”][，{field}]", NOTHING_DONE, "日期写成 2026-03-16 这样"),
    "usage": ("命令用得不对[：{said}]", NOTHING_DONE, "加 --help 看用法"),
    "usage pin_4_to_16_digits": ("密码要是 4 到 16 位数字", "卡没有动", "请重新输入"),
    "usage two_pins_on_stdin": ("要给两行：原密码一行，新密码一行", "卡没有动", "从标准输入给两行，再来一次"),
    # ── ours ──
    "bug": ("程序出错，已记下[，编号 {number}]。这一件没有丢。", "", "按 F5 再试；还不行请把编号告诉技术员"),
}
