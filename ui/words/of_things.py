"""What to say of the things on the desk: readers, printers, cameras, and what lies in them.

A row is (what happened, what is safe, what to do next), found by the kind of the error and, where that says more, by
one of its facts: "no_reader occupied" before "no_reader". Words in [brackets] are said only when all facts in them are
known.
"""

KEPT = "已经录入的都在"
NOTHING_MADE = "没有用掉空白卡"
NOTHING_PRINTED = "什么也没有印，件不受影响"
NOTHING_READ = "没有读出任何内容"
CARD_UNHURT = "卡上的内容没有改"
PHOTO_UNUSED = "没有采用这张照片"
TICK_INSTEAD = "请插好高拍仪，看镜头和灯，再按 F5；也可以按空格手工勾"

ROWS: dict[str, tuple[str, str, str]] = {
    # ── identity card reader ──
    "no_reader": ("找不到身份证阅读器[（{port}）]", KEPT, "请插好阅读器的线，再按 F5；还不行请技术员看端口设置"),
    "no_reader absent": (
        "没有插身份证阅读器[，{port} 上没有应答]",
        KEPT,
        "请插好阅读器的线，再按 F5；还不行请技术员看端口设置",
    ),
    "no_reader replaced": (
        "这个口上插的不是原来的身份证阅读器[（{port}）]",
        KEPT,
        "请插回原来的阅读器；真换了就请技术员重新选它",
    ),
    "no_reader occupied": (
        "身份证阅读器正被别的程序占着[：{by}]",
        KEPT,
        "请关掉那个程序，再按 F5",
    ),
    "no_reader forbidden": (
        "系统不让柜台程序用身份证阅读器[（{port}）]",
        KEPT,
        "请技术员给这个账户开放端口（装好随程序带的 udev 规则），再按 F5",
    ),
    "no_reader not_paired": (
        "插着的身份证阅读器不是这个窗口登记的那一台",
        KEPT,
        "请换回登记的阅读器；真换了就请技术员重新登记模块号",
    ),
    "no_reader simulated": (
        "这个口后面是模拟阅读器[（{port}）]，正式办件不能用",
        KEPT,
        "请接上真的阅读器，并请技术员改端口设置",
    ),
    "no_card": ("没有找到身份证", KEPT, "请把身份证平放在阅读器上，再试一次"),
    "no_card chip": ("社保卡读卡器里没有卡", KEPT, "请把卡芯片朝前插到底，再试一次"),
    "card_moved": ("没读到：卡移开了，请再放一次", KEPT, "放稳，听到提示音再拿开"),
    "card_moved two_cards": ("没读到：阅读器上不止一张卡", KEPT, "请只留一张身份证在阅读器上，再放一次"),
    "card_moved chip": ("没读完：社保卡拔出来了", CARD_UNHURT, "请插到底，做完再拔"),
    "card_suspect": ("这张证件没有通过验证", "不显示证件内容", "请换本人其他有效证件，或请主管来看"),
    "wrong_card": (
        "放的不是这一件的卡[，应是 {expected}]",
        "没有读、没有改放着的这张卡",
        "请放这一件的卡，再试一次",
    ),
    "wrong_card id_reader": (
        "放的不是身份证，或阅读器不认这种证件",
        NOTHING_READ,
        "请放居民身份证、居住证或永久居留身份证",
    ),
    "wrong_card chip": (
        "读卡器里的卡不是社会保障卡，或不是本地发的",
        CARD_UNHURT,
        "请核对是哪里发的卡；不能写的卡请换一张空白卡",
    ),
    "wrong_card locked_for_good": (
        "这张卡的芯片已永久锁死",
        "没有再动这张卡",
        "这张卡不能再用，请办补换卡；是空白卡就记废卡",
    ),
    "transport": ("与{device}的通信断了", KEPT, "请看线是否插好，再按 F5"),
    "transport timeout": ("{device}没有按时回答", KEPT, "请稍等再按 F5；还不行看电源和线"),
    "transport silence": ("{device}一声不应", KEPT, "请看电源是否开着、线是否插好，再按 F5"),
    "transport unplugged": ("{device}的线断了", KEPT, "请插好线，再按 F5"),
    "transport checksum": ("{device}传来的数据有错码", NOTHING_READ, "请再试一次；总是这样请技术员换线"),
    "transport truncated": ("{device}的数据断在半路", NOTHING_READ, "请插紧线，再试一次；总是这样请技术员换线"),
    "transport garbled": ("{device}的回答看不懂", KEPT, "请再试一次；总是这样请技术员核对型号和设置"),
    "transport stalled": ("数据送不进{device}", KEPT, "请看它是否停机或缺纸，处理好再按 F5"),
    "reader_fault": (
        "阅读器内部出错[（状态 {status}）]",
        NOTHING_READ,
        "请拔下再插上，按 F5；还不行请叫技术员",
    ),
    "reader_unauthorised": ("阅读器的安全模块没有授权", NOTHING_READ, "这台阅读器不能用，请换一台，并叫技术员"),
    "unsupported": ("{device}不支持这个操作", "没有做任何事", "请用别的办法办，或请技术员看设备说明"),
    "data": (
        "证件里的[“{field}”]内容不对[：{problem}]",
        "没有采用证件里的任何内容",
        "请换本人其他有效证件，或请主管人工核验",
    ),
    "data chip": (
        "社保卡芯片里的[“{field}”]内容不对[：{problem}]",
        "没有采用芯片里的任何内容",
        "请再插一次；还是这样，这张卡要换",
    ),
    "data not_as_written": (
        "芯片写完再读，[“{field}”]与要写的不一样",
        "这张卡还没有登记启用，不会发出去",
        "请把它记废卡，换一张空白卡重做",
    ),
    "data too_long": ("要写的[“{field}”]太长，芯片里写不下", "没有往芯片里写任何东西", "请转制卡中心，并告诉技术员"),
    "data module": (
        "阅读器报告：证件的[“{field}”]读出来不完整",
        NOTHING_READ,
        "请放稳再读一次；还是这样，请换其他有效证件",
    ),
    # ── card printer ──
    "no_printer": ("找不到{device}", KEPT, "请看电源和线，再按 F5"),
    "no_printer absent": (
        "找不到{device}，地址上没有东西应答",
        KEPT,
        "请看电源和线，再按 F5；还不行请技术员看地址设置",
    ),
    "no_printer refused": ("{device}的地址对，但那里没有打印机在听", KEPT, "请看打印机是否开机就绪，再按 F5"),
    "no_printer not_fitted": ("这个窗口没有接{device}", KEPT, "请技术员在“设备”里填好它；单据已留底，接好再补打"),
    "no_printer occupied": ("{device}正被别的程序占着", KEPT, "请关掉别的打印程序，再按 F5"),
    "no_printer address": ("设置里{device}的地址写法不对", KEPT, "请技术员改地址，例如 tcp://主机:9100"),
    "no_printer no_such_queue": ("没有{device}的这个打印队列", KEPT, "请技术员核对队列名"),
    "no_printer not_windows": ("这种打印办法只在 Windows 上有", NOTHING_PRINTED, "请技术员把队列设置改成 ipp:// 地址"),
    "no_printer no_program": (
        "Windows 上没有能打印 PDF 的程序",
        NOTHING_PRINTED,
        "请技术员装一个 PDF 阅读器，再按 F8 补打",
    ),
    "printer_not_ready": ("{device}还不能打印[：{reasons}]", NOTHING_PRINTED, "[{do}；]处理好再按 F8"),
    "printer_not_ready card_printer": ("制卡机还不能打印[：{reasons}]", NOTHING_MADE, "[{do}；]处理好再按 F5"),
    "card_spoiled": (
        "卡印坏了[：{reason}]",
        "费用已经记下，重制不再收费",
        "取出这张坏卡，记废卡后重制",
    ),
    "card_spoiled rejected": (
        "卡印坏了[：{reason}]，已退到废卡盒",
        "费用已经记下，重制不再收费",
        "记废卡后重制；废卡盒日结前两人清点",
    ),
    "outcome_unknown": (
        "不知道卡印出来没有[：{reason}]",
        "不会自动重印[；制卡机自己数到 {counted} 张]",
        "先看出卡口和制卡机里面，再回答画面上的问题",
    ),
    "no_camera": ("摄像头断开[（{source}）]", KEPT, "请插好摄像头；也可以用自带照片 F7"),
    "no_camera not_configured": ("这个窗口没有设置摄像头", KEPT, "请用自带照片 F7；要接摄像头请技术员设置"),
    "no_camera absent": ("找不到摄像头[（{source}）]", KEPT, "请插好摄像头，再按 F5；也可以用自带照片 F7"),
    "no_camera not_opened": (
        "摄像头在，但打不开[（{source}）]",
        KEPT,
        "请关掉别的视频程序，再按 F5；也可以用自带照片 F7",
    ),
    "no_camera lost": ("摄像头断开，画面停在断开的那一刻", KEPT, "请插好摄像头，再按 F5；也可以用自带照片 F7"),
    "no_camera document_camera": ("高拍仪断开", KEPT, TICK_INSTEAD),
    "no_camera document_camera absent": ("找不到高拍仪[（{source}）]", KEPT, TICK_INSTEAD),
    "no_camera document_camera not_opened": ("高拍仪在，但打不开[（{source}）]", KEPT, TICK_INSTEAD),
    "no_camera document_camera lost": ("高拍仪断开", KEPT, TICK_INSTEAD),
    "no_chip_reader": ("找不到社保卡读卡器", KEPT, "请插好读卡器，再按 F5"),
    "no_chip_reader absent": (
        "没有插社保卡读卡器，或名字对不上",
        KEPT,
        "请插好读卡器，再按 F5；还不行请技术员看名字设置",
    ),
    "no_chip_reader service_down": ("系统的读卡服务没有开", KEPT, "请技术员启动读卡服务（pcscd），再按 F5"),
    "no_chip_reader occupied": ("社保卡读卡器正被别的程序占着", KEPT, "请关掉别的读卡程序，再按 F5"),
    "no_chip_reader no_library": ("这台电脑没有装读卡组件", KEPT, "请技术员装上读卡组件（pyscard），再按 F5"),
    "device_fault": ("{device}出错[（状态 {status}）]", KEPT, "请看设备面板，处理好再按 F5；还不行请叫技术员"),
    "device_fault timeout": ("{device}没有按时做完", "卡先不要当好卡用", "请取出卡重新插，再按 F5；还不行请叫技术员"),
    "device_fault mute": ("插着的卡不应答", CARD_UNHURT, "请看芯片朝向，擦净触点再插；还不行这张卡要换"),
    "device_fault pcsc": ("社保卡读卡器的驱动报错[（{status}）]", KEPT, "请拔下读卡器再插上，按 F5；还不行请叫技术员"),
    "device_fault endless_answer": (
        "卡的回答没完没了，已停止读",
        "没有采用读到的内容",
        "请换一张卡；别的卡也这样请叫技术员",
    ),
    "device_fault simulated": ("设置里的{device}是模拟器，正式办件不能用", KEPT, "请技术员换成真的设备"),
    "device_fault absent": ("找不到{device}", KEPT, "请看电源和线，再按 F5"),
    "device_fault refused": ("{device}的地址对，但没有人在听", KEPT, "请看它是否开着，再按 F5"),
    "device_fault occupied": ("{device}正被别的程序占着", KEPT, "请关掉那个程序，再按 F5"),
    "device_fault address": ("设置里{device}的地址写法不对", KEPT, "请技术员改地址，再按 F5"),
    "device_fault stalled": ("摄像头不再送画面", KEPT, "请拔下再插上，按 F5；也可以用自带照片 F7"),
    "device_fault black": ("摄像头的画面全黑", KEPT, "请看镜头盖和灯，再按 F5；也可以用自带照片 F7"),
    "device_fault frozen": ("摄像头的画面不动了", KEPT, "请拔下再插上，按 F5；也可以用自带照片 F7"),
    "device_fault document_camera stalled": ("高拍仪不再送画面", KEPT, TICK_INSTEAD),
    "device_fault document_camera black": ("高拍仪的画面全黑", KEPT, TICK_INSTEAD),
    "device_fault document_camera frozen": ("高拍仪的画面不动了", KEPT, TICK_INSTEAD),
    "device_fault document_camera no_picture": (
        "高拍仪没有画面",
        KEPT,
        "请看图片目录是否还在，再按 F5；也可以按空格手工勾",
    ),
    "device_fault no_picture": ("摄像头没有画面", KEPT, "请看图片目录或视频文件是否还在，再按 F5"),
    # ── chip, photo, paper ──
    "pin_wrong": ("密码不对[，还可试 {tries_left} 次]", CARD_UNHURT, "请持卡人想清楚再输；试完卡就锁"),
    "pin_blocked": ("密码已锁住", "卡和账户里的钱都没有动", "须办密码重置，请持卡人带身份证件办理"),
    "photo_not_acceptable": ("照片不能用[：{problems}]", PHOTO_UNUSED, "请现场重拍，或换一张自带照片 F7"),
    "photo_not_acceptable too_many_bytes": (
        "照片文件太大[，{bytes}，最多 {limit}]",
        PHOTO_UNUSED,
        "请换一张小一点的，或现场拍",
    ),
    "photo_not_acceptable too_many_pixels": (
        "照片像素太多[，{width}×{height}]",
        PHOTO_UNUSED,
        "请缩小后再来，或现场拍",
    ),
    "photo_not_acceptable too_few_pixels": (
        "照片太小[，{width}×{height}]，放大会模糊",
        PHOTO_UNUSED,
        "请换原始照片，或现场拍",
    ),
    "photo_not_acceptable cmyk": ("照片是印刷用的四色格式", PHOTO_UNUSED, "请另存为普通 JPEG（RGB），或现场拍"),
    "photo_not_acceptable truncated": ("照片文件不完整，后半截没有了", PHOTO_UNUSED, "请重新拷一次，或现场拍"),
    "photo_not_acceptable trailing_data": (
        "照片文件后面夹带了别的数据",
        PHOTO_UNUSED,
        "请用看图程序另存一张，或现场拍",
    ),
    "photo_not_acceptable not_a_picture": ("这个文件不是能读的照片", PHOTO_UNUSED, "请换 JPEG 或 PNG 照片，或现场拍"),
    "glyph_missing": (
        "有字体里没有的字[：{characters}]",
        "没有打印，名字不会印成方框",
        "纸按 Ctrl P 留空手写，卡转制卡中心；请技术员装齐字体（fonts-babelstone-han、fonts-hanazono）",
    ),
    "does_not_fit": ("卡面上放不下[“{field}”]", NOTHING_MADE, "请转制卡中心，并告诉技术员这一栏太长"),
}
