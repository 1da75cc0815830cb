"""What to say of a hall's database server: that it is silent or refuses, whose its accounts are, who has a window.

Rows as in `of_things`.
"""

from ui.words.of_house import ALL_KEPT, NOTHING_DONE, NOTHING_LOST, STEP_NOT_KEPT

ROWS: dict[str, tuple[str, str, str]] = {
    "store_locked server": ("数据库服务器太忙，等不到这一行", STEP_NOT_KEPT, "请再按一次；总是这样请技术员看服务器"),
    "window_taken": (
        "这个窗口号[（{window}）]已在另一台电脑上开着[（{machine}）]",
        "没有登录，那边的件、票款和空白卡都没有动",
        "请技术员改其中一台的窗口号；那台刚断电的，等一分钟再登录",
    ),
    "window_taken ours": (
        "这个窗口号[（{window}）]上次没有关好，服务器还没有放开",
        NOTHING_LOST,
        "等一分钟再登录；有同名的电脑也用这个窗口号的，请技术员改其中一台",
    ),
    "database_refused": (
        "数据库服务器不让进[：{why}]",
        ALL_KEPT,
        "请技术员核对 --db-url 里的用户、口令和库名",
    ),
    "database_unproved": (
        "连到的不一定是我们的数据库服务器[（{why}）]",
        "没有登录，口令没有发出去",
        "请技术员看服务器的证书过期没有、名字对不对，是不是 sslrootcert 那张根证书签的",
    ),
    "database_unproved no_root": (
        "没有根证书，认不出数据库服务器[：{file}]",
        "没有登录，口令没有发出去",
        "请技术员把签服务器证书的那张根证书放到那里，或在地址里用 sslrootcert 指明",
    ),
    "database_pooled": (
        "连到的是连接池，不是数据库服务器本身",
        ALL_KEPT,
        "请技术员把地址写成数据库服务器自己的，不经过 pgbouncer 一类的连接池",
    ),
    "database_silent": ("数据库服务器没有应答", "已经受理的都在服务器上", "请看网络，再试一次；还不行请叫技术员"),
    "database_silent full": (
        "数据库服务器的连接用完了，这个窗口连不上",
        "已经受理的都在服务器上",
        "等别的窗口空下来再试；总是这样请数据库管理员加连接数",
    ),
    "database_silent starting": (
        "数据库服务器正在启动或关闭",
        "已经受理的都在服务器上",
        "等一会儿再试，它好了就接着办",
    ),
    "store_needs_owner": (
        "数据库还没有建好、要升级，或没有给这个账号权限",
        STEP_NOT_KEPT,
        "请技术员用数据库属主的账号运行 guitai db provision",
    ),
    "desk_role": ("窗口不能用这个数据库账号[：{role}]", NOTHING_DONE, "请数据库管理员另建一个普通账号"),
    "desk_role unknown": ("数据库服务器上没有这个账号[：{role}]", NOTHING_DONE, "请数据库管理员先建好这个账号"),
    "desk_role rules": (
        "这个数据库账号在服务器上能做的太多[：{role}]",
        NOTHING_DONE,
        "请数据库管理员另建一个普通账号",
    ),
    "desk_role owns": ("数据库就归这个账号[：{role}]", NOTHING_DONE, "请数据库管理员另建一个普通账号"),
    "desk_role elsewhere": (
        "这个数据库账号归另一个大厅用，或能充当它的账号[：{role}][（{hall}）]",
        NOTHING_DONE,
        "一个大厅用一个账号：请数据库管理员给这个大厅另建一个",
    ),
    "role_elsewhere": (
        "这个数据库账号不归这个大厅用[：{role}][（这个大厅是 {hall}）]",
        NOTHING_DONE,
        "请技术员看设置里的区划、编号和服务器地址",
    ),
    "role_elsewhere bound": (
        "这个数据库账号归另一个大厅用[：{role}]",
        NOTHING_DONE,
        "请技术员看设置里的区划、编号和服务器地址里的账号，哪一个写错了[；账号归 {bound}，设置里是 {hall}]",
    ),
    "role_elsewhere unbound": (
        "这个数据库账号还没有归给哪个大厅[：{role}]",
        NOTHING_DONE,
        "请技术员用数据库属主的账号，带着这个大厅[（{hall}）]的设置，运行 guitai db provision",
    ),
    "hall_not_said": (
        "没有写明这是哪个大厅的窗口[：{file}]",
        NOTHING_DONE,
        "先用 guitai hall new 写好这个大厅的设置，再准许它的窗口账号",
    ),
    "embedded_store": ("数据在这台电脑里，没有服务器账号可以准许", NOTHING_DONE, "用 --db-url 写上服务器的地址"),
    "bad_url": ("这不是数据库服务器的地址", NOTHING_DONE, "写成 postgresql+psycopg://用户:口令@主机/库名 这样"),
    "server_store": ("数据在服务器上，不在这台电脑里", NOTHING_DONE, "请用数据库服务器自己的备份"),
    "server_not_empty": ("服务器上的数据库里已经有件", "两边都没有动", "请复制到一个空的数据库"),
    "no_such_hall": ("数据库里没有这个大厅[：{hall}]", NOTHING_DONE, "看看设置里的区划和编号[；库里有：{known}]"),
}
