<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>guitai</name>
    <message>
        <source>{device}不支持这个操作</source>
        <translation>Not supported by: {device}</translation>
    </message>
    <message>
        <source>{device}出错</source>
        <translation>Fault of: {device}</translation>
    </message>
    <message>
        <source>{device}出错：{problem}</source>
        <translation>Fault of: {device}: {problem}</translation>
    </message>
    <message>
        <source>{device}还不能打印：{reasons}</source>
        <translation>Not ready to print: {device}: {reasons}</translation>
    </message>
    <message>
        <source>{label}：{words}</source>
        <translation>{label}: {words}</translation>
    </message>
    <message>
        <source>{n} 号窗口</source>
        <translation>Window {n}</translation>
    </message>
    <message>
        <source>{n} 处要改</source>
        <translation>{n} to mend</translation>
    </message>
    <message>
        <source>“{value}”不是{key}的代码</source>
        <translation>“{value}” is no code of {key}</translation>
    </message>
    <message>
        <source>“{value}”不是日期</source>
        <translation>“{value}” is not a date</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>。</source>
        <translation>. </translation>
    </message>
    <message>
        <source>不同意</source>
        <translation>Decline</translation>
    </message>
    <message>
        <source>不是 TOML 写法</source>
        <translation>this is not TOML</translation>
    </message>
    <message>
        <source>不显示证件内容；请换本人其他有效证件，或请主管来看</source>
        <translation>Nothing of it is shown; ask for another valid document or call a supervisor</translation>
    </message>
    <message>
        <source>不满意</source>
        <translation>Poor</translation>
    </message>
    <message>
        <source>不知道卡印出来没有</source>
        <translation>Nobody knows whether a card was printed</translation>
    </message>
    <message>
        <source>不要再办件。请技术员用最近的备份恢复</source>
        <translation>Stop taking cases. Let a technician restore the newest backup</translation>
    </message>
    <message>
        <source>不要再改动，请审计员和技术员来看</source>
        <translation>Change nothing more; call an auditor and a technician</translation>
    </message>
    <message>
        <source>不要凭它办事，请按受理号在系统里查</source>
        <translation>Do not act on it; look the number up in the system</translation>
    </message>
    <message>
        <source>不评也可以；评价提交前，柜台看不到。</source>
        <translation>You need not; the counter does not see it before it is sent.</translation>
    </message>
    <message>
        <source>与{device}的通信断了</source>
        <translation>Lost the line to: {device}</translation>
    </message>
    <message>
        <source>与{device}的通信断了（{problem}）</source>
        <translation>Lost the line to: {device} ({problem})</translation>
    </message>
    <message>
        <source>与设备的通信断了</source>
        <translation>Lost the line to the device</translation>
    </message>
    <message>
        <source>主管</source>
        <translation>supervisor</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>交接班</source>
        <translation>Hand over shift</translation>
    </message>
    <message>
        <source>今天还没有办件</source>
        <translation>No cases yet today</translation>
    </message>
    <message>
        <source>从出卡口取出这张卡，记废卡后重制；不会再收费</source>
        <translation>Take the card out, record it as spoiled and make another; nothing is charged again</translation>
    </message>
    <message>
        <source>代办或单位</source>
        <translation>Agent or employer</translation>
    </message>
    <message>
        <source>做这一行的事：拍、勾、放大</source>
        <translation>Do this row: scan, tick, zoom</translation>
    </message>
    <message>
        <source>先不要办件，请技术员来看；刚才那一步没有算数</source>
        <translation>Stop and call a technician; the last step did not count</translation>
    </message>
    <message>
        <source>先收件待核验</source>
        <translation>Take in unverified</translation>
    </message>
    <message>
        <source>先看出卡口和制卡机里面，再回答画面上的问题；不会自动重印</source>
        <translation>Look at the exit and inside the printer, then answer the question on the screen; nothing is reprinted by itself</translation>
    </message>
    <message>
        <source>内容有误</source>
        <translation>Something is wrong</translation>
    </message>
    <message>
        <source>再叫一遍</source>
        <translation>Call again</translation>
    </message>
    <message>
        <source>再读、再试</source>
        <translation>Read or try again</translation>
    </message>
    <message>
        <source>到下一格；到了最后一格，就做主按钮的事</source>
        <translation>Next field; on the last one, the primary act</translation>
    </message>
    <message>
        <source>到时再试；忘了口令请主管重设</source>
        <translation>Try again then; a supervisor can reset a forgotten password</translation>
    </message>
    <message>
        <source>到那一行，或选那个答案</source>
        <translation>Go to that row, or choose that answer</translation>
    </message>
    <message>
        <source>制卡机</source>
        <translation>card printer</translation>
    </message>
    <message>
        <source>制卡机报告：卡印坏了</source>
        <translation>The card printer reports a ruined card</translation>
    </message>
    <message>
        <source>制卡机还不能打印</source>
        <translation>The card printer cannot print yet</translation>
    </message>
    <message>
        <source>制卡机还不能打印：{reasons}</source>
        <translation>The card printer cannot print yet: {reasons}</translation>
    </message>
    <message>
        <source>前 6 位</source>
        <translation>first 6</translation>
    </message>
    <message>
        <source>加 --as 姓名，口令从标准输入或 GUITAI_PASSWORD_FILE 给</source>
        <translation>Add --as NAME, with the password on stdin or in GUITAI_PASSWORD_FILE</translation>
    </message>
    <message>
        <source>加 --help 看用法</source>
        <translation>Add --help to see how</translation>
    </message>
    <message>
        <source>卡卡了</source>
        <translation>Card jam</translation>
    </message>
    <message>
        <source>卡管系统</source>
        <translation>card service</translation>
    </message>
    <message>
        <source>卡管系统没有应答，没有改动任何卡</source>
        <translation>The card service does not answer; no card was changed</translation>
    </message>
    <message>
        <source>卡面有误</source>
        <translation>Face is wrong</translation>
    </message>
    <message>
        <source>参保登记</source>
        <translation>registry</translation>
    </message>
    <message>
        <source>参保登记没有应答，可先收件，不收费、不制卡</source>
        <translation>Registry silent: take in, no fee, no card</translation>
    </message>
    <message>
        <source>取出卡，看一看是好是坏，再回答画面上的问题</source>
        <translation>Take the card out, look at it and answer the question on the screen</translation>
    </message>
    <message>
        <source>口令不对</source>
        <translation>Wrong password</translation>
    </message>
    <message>
        <source>口令不对，还可试 {left} 次</source>
        <translation>Wrong password, {left} tries left</translation>
    </message>
    <message>
        <source>只能是其中之一</source>
        <translation>wants one of</translation>
    </message>
    <message>
        <source>叫下一个号</source>
        <translation>Call the next ticket</translation>
    </message>
    <message>
        <source>叫技术员</source>
        <translation>Call technician</translation>
    </message>
    <message>
        <source>同一个操作编号送来了两样内容</source>
        <translation>One key came with two different contents</translation>
    </message>
    <message>
        <source>后 4 位</source>
        <translation>last 4</translation>
    </message>
    <message>
        <source>周一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>命令用得不对</source>
        <translation>Wrong usage</translation>
    </message>
    <message>
        <source>命令用得不对：{problem}</source>
        <translation>Wrong usage: {problem}</translation>
    </message>
    <message>
        <source>回执机</source>
        <translation>receipt printer</translation>
    </message>
    <message>
        <source>基本满意</source>
        <translation>Fair</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>存为文件</source>
        <translation>Save as file</translation>
    </message>
    <message>
        <source>审计员</source>
        <translation>auditor</translation>
    </message>
    <message>
        <source>客户屏</source>
        <translation>Customer screen</translation>
    </message>
    <message>
        <source>密码不对</source>
        <translation>Wrong PIN</translation>
    </message>
    <message>
        <source>密码不对，还可试 {tries_left} 次</source>
        <translation>Wrong PIN, {tries_left} tries left</translation>
    </message>
    <message>
        <source>密码已锁住</source>
        <translation>The PIN is blocked</translation>
    </message>
    <message>
        <source>导出表格</source>
        <translation>Export table</translation>
    </message>
    <message>
        <source>工作人员会告诉您</source>
        <translation>The clerk will tell you</translation>
    </message>
    <message>
        <source>工作日历不够用</source>
        <translation>The working-day calendar does not reach far enough</translation>
    </message>
    <message>
        <source>工作日历只到 {covered_until}</source>
        <translation>The working-day calendar ends on {covered_until}</translation>
    </message>
    <message>
        <source>工作日历文件不对</source>
        <translation>The working-day calendar is wrong</translation>
    </message>
    <message>
        <source>工作日历文件不对：{problem}</source>
        <translation>The working-day calendar is wrong: {problem}</translation>
    </message>
    <message>
        <source>已告诉工作人员，请说哪一行不对</source>
        <translation>The clerk knows; please say which line is wrong</translation>
    </message>
    <message>
        <source>已签名</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>已签名 {time}</source>
        <translation>Signed {time}</translation>
    </message>
    <message>
        <source>您是经办人，须由别人复核</source>
        <translation>You handled it; someone else must approve</translation>
    </message>
    <message>
        <source>您的签名</source>
        <translation>Your signature</translation>
    </message>
    <message>
        <source>您的评价已收到</source>
        <translation>Your rating was received</translation>
    </message>
    <message>
        <source>您的身份不能办这件事</source>
        <translation>Your role may not do this</translation>
    </message>
    <message>
        <source>打印日报</source>
        <translation>Print report</translation>
    </message>
    <message>
        <source>打印服务没有应答</source>
        <translation>The print service does not answer</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>printer</translation>
    </message>
    <message>
        <source>打印草表</source>
        <translation>Print draft</translation>
    </message>
    <message>
        <source>扫码枪</source>
        <translation>barcode scanner</translation>
    </message>
    <message>
        <source>找不到{device}</source>
        <translation>Not found: {device}</translation>
    </message>
    <message>
        <source>找不到制卡机</source>
        <translation>No card printer found</translation>
    </message>
    <message>
        <source>找不到社保卡读卡器</source>
        <translation>No social security card reader found</translation>
    </message>
    <message>
        <source>找不到身份证阅读器</source>
        <translation>No ID card reader found</translation>
    </message>
    <message>
        <source>找不到身份证阅读器（{port}）</source>
        <translation>No ID card reader found ({port})</translation>
    </message>
    <message>
        <source>找不到这个数据库的密钥</source>
        <translation>The key of this database is missing</translation>
    </message>
    <message>
        <source>技术员</source>
        <translation>technician</translation>
    </message>
    <message>
        <source>拍下或勾上</source>
        <translation>Scan or tick</translation>
    </message>
    <message>
        <source>持卡人说卡面有误</source>
        <translation>The holder says the face is wrong</translation>
    </message>
    <message>
        <source>按 F5 再试；还不行请叫技术员</source>
        <translation>F5 tries again; otherwise call a technician</translation>
    </message>
    <message>
        <source>按 F5 再试；还不行请把编号告诉技术员</source>
        <translation>F5 tries again; otherwise tell a technician the number</translation>
    </message>
    <message>
        <source>按 F7 先收件待核验；恢复后同一编号会自动再问</source>
        <translation>F7 takes the case in unverified; the same number is asked again later</translation>
    </message>
    <message>
        <source>按住时显示完整号码，会记入日志</source>
        <translation>Show the whole number while held; this is journalled</translation>
    </message>
    <message>
        <source>按号码查更准；也可以用姓名或拼音首字母查</source>
        <translation>Numbers find best; names and pinyin initials work too</translation>
    </message>
    <message>
        <source>换一个再试</source>
        <translation>Choose another</translation>
    </message>
    <message>
        <source>换一种付法</source>
        <translation>Another way to pay</translation>
    </message>
    <message>
        <source>换人登录</source>
        <translation>Switch user</translation>
    </message>
    <message>
        <source>摄像头</source>
        <translation>camera</translation>
    </message>
    <message>
        <source>摄像头断开</source>
        <translation>Camera disconnected</translation>
    </message>
    <message>
        <source>摄像头断开（{source}）</source>
        <translation>Camera disconnected ({source})</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>撤销下面那行写的事</source>
        <translation>Undo the deed named in the action bar</translation>
    </message>
    <message>
        <source>操作日志从第 {first_bad} 条起对不上</source>
        <translation>The journal does not hold from entry {first_bad} on</translation>
    </message>
    <message>
        <source>操作日志对不上</source>
        <translation>The journal does not hold</translation>
    </message>
    <message>
        <source>收回</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>收回这一行</source>
        <translation>Take this row back</translation>
    </message>
    <message>
        <source>改好再来；现在用的还是上一次的好设置</source>
        <translation>Mend it; the last good settings stay in force</translation>
    </message>
    <message>
        <source>放大影像</source>
        <translation>Zoom the picture</translation>
    </message>
    <message>
        <source>放的是另一个人的证件</source>
        <translation>This is another person's document</translation>
    </message>
    <message>
        <source>放稳，听到提示音再拿开</source>
        <translation>Keep it still until the reader beeps</translation>
    </message>
    <message>
        <source>政策包不能用</source>
        <translation>The policy pack cannot be used</translation>
    </message>
    <message>
        <source>政策包有 {count} 处不对：{mistakes}</source>
        <translation>The policy pack has {count} mistakes: {mistakes}</translation>
    </message>
    <message>
        <source>数据库损坏</source>
        <translation>The database is damaged</translation>
    </message>
    <message>
        <source>数据库损坏：{place}</source>
        <translation>The database is damaged: {place}</translation>
    </message>
    <message>
        <source>数据库文件被换掉了</source>
        <translation>The database file was replaced</translation>
    </message>
    <message>
        <source>数据库是旧版本的</source>
        <translation>The database is of an older version</translation>
    </message>
    <message>
        <source>数据库是更新版本的程序写的</source>
        <translation>A newer version wrote this database</translation>
    </message>
    <message>
        <source>数据库服务器没有应答</source>
        <translation>The database server does not answer</translation>
    </message>
    <message>
        <source>数据库现在只能读不能写</source>
        <translation>The database can only be read now</translation>
    </message>
    <message>
        <source>数据库被另一个柜台程序占着</source>
        <translation>Another desk holds the database</translation>
    </message>
    <message>
        <source>整张人员卡或旁边一栏</source>
        <translation>Whole person card or side pane</translation>
    </message>
    <message>
        <source>文件不是 UTF-8</source>
        <translation>the file is not UTF-8</translation>
    </message>
    <message>
        <source>新卡号</source>
        <translation>New card</translation>
    </message>
    <message>
        <source>日期不对</source>
        <translation>Not a date</translation>
    </message>
    <message>
        <source>日期写成 2026-03-16 这样</source>
        <translation>Write dates like 2026-03-16</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>暂停接号</source>
        <translation>Pause calling</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>有不认识的代码</source>
        <translation>An unknown code</translation>
    </message>
    <message>
        <source>有字体里没有的字</source>
        <translation>Some characters are in no font</translation>
    </message>
    <message>
        <source>有字体里没有的字：{characters}</source>
        <translation>Characters that no font has: {characters}</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>欢迎</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>正式模式下要说明是谁在办</source>
        <translation>In live mode the desk must know who asks</translation>
    </message>
    <message>
        <source>步骤</source>
        <translation>Steps</translation>
    </message>
    <message>
        <source>没有东西丢失。请把这一行告诉技术员</source>
        <translation>Nothing is lost. Show this line to a technician</translation>
    </message>
    <message>
        <source>没有办。请退回上一步重新来一次</source>
        <translation>Nothing was done. Go back one step and do it again</translation>
    </message>
    <message>
        <source>没有办成（{kind}）</source>
        <translation>Not done ({kind})</translation>
    </message>
    <message>
        <source>没有打印。请技术员装齐字体（fonts-babelstone-han、fonts-hanazono）</source>
        <translation>Nothing was printed. Let a technician install the fonts (fonts-babelstone-han, fonts-hanazono)</translation>
    </message>
    <message>
        <source>没有找到身份证</source>
        <translation>No ID card found</translation>
    </message>
    <message>
        <source>没有空白卡了</source>
        <translation>No blank cards left</translation>
    </message>
    <message>
        <source>没有这个文件</source>
        <translation>No such file</translation>
    </message>
    <message>
        <source>没有这个文件：{file}</source>
        <translation>No such file: {file}</translation>
    </message>
    <message>
        <source>没有这个键</source>
        <translation>there is no such key</translation>
    </message>
    <message>
        <source>没有这样的件</source>
        <translation>No such case</translation>
    </message>
    <message>
        <source>没有这样的件：{number}</source>
        <translation>No such case: {number}</translation>
    </message>
    <message>
        <source>没读到：卡移开了，请再放一次</source>
        <translation>Not read: the card moved, lay it down again</translation>
    </message>
    <message>
        <source>满意</source>
        <translation>Good</translation>
    </message>
    <message>
        <source>照一次性告知单补齐再来</source>
        <translation>Bring what the one-time notice lists</translation>
    </message>
    <message>
        <source>照提示处理好，再按 F5；没有用掉空白卡</source>
        <translation>Put that right and press F5; no blank was used</translation>
    </message>
    <message>
        <source>照片</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>照片不合格</source>
        <translation>The photo is not acceptable</translation>
    </message>
    <message>
        <source>照片不合格：{problems}</source>
        <translation>The photo is not acceptable: {problems}</translation>
    </message>
    <message>
        <source>照行号改好再来；现在用的还是上一次的好设置</source>
        <translation>Mend the lines named; the last good settings stay in force</translation>
    </message>
    <message>
        <source>照行号改好，用 guitai policy check 再验</source>
        <translation>Mend the lines named and run guitai policy check again</translation>
    </message>
    <message>
        <source>现在在这里</source>
        <translation>you are here</translation>
    </message>
    <message>
        <source>生日 8 位</source>
        <translation>birth 8</translation>
    </message>
    <message>
        <source>用 guitai policy check 看每一处错</source>
        <translation>Run guitai policy check to see every mistake</translation>
    </message>
    <message>
        <source>用笔或手指写在框里</source>
        <translation>With pen or finger, inside the frame</translation>
    </message>
    <message>
        <source>留一张照片</source>
        <translation>Keep a picture</translation>
    </message>
    <message>
        <source>直接做主按钮的事；不能撤回的事只认这个键</source>
        <translation>The primary act from anywhere; the only key for what cannot be taken back</translation>
    </message>
    <message>
        <source>看制卡机面板上的提示，处理好再按 F5；没有用掉空白卡</source>
        <translation>Read its panel, put that right and press F5; no blank was used</translation>
    </message>
    <message>
        <source>看看大小写，再输一次</source>
        <translation>Check upper and lower case and try again</translation>
    </message>
    <message>
        <source>看看词汇表里有哪些代码</source>
        <translation>See the vocabulary for the codes there are</translation>
    </message>
    <message>
        <source>看看路径和文件名</source>
        <translation>Check path and name</translation>
    </message>
    <message>
        <source>看过：睁眼、免冠、露耳</source>
        <translation>Seen: eyes open, no hat, ears free</translation>
    </message>
    <message>
        <source>磁盘满了，这一步没有存</source>
        <translation>The disk is full, this step was not kept</translation>
    </message>
    <message>
        <source>社保卡读卡器</source>
        <translation>card chip reader</translation>
    </message>
    <message>
        <source>程序出错，已记下。这一件没有丢。</source>
        <translation>The program failed and noted it. This case is not lost.</translation>
    </message>
    <message>
        <source>程序出错，已记下，编号 {number}。这一件没有丢。</source>
        <translation>The program failed and noted it, number {number}. This case is not lost.</translation>
    </message>
    <message>
        <source>稍后再试；同一编号不会做两次</source>
        <translation>Try again later; the same number never acts twice</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>第 {line} 行</source>
        <translation>line {line}</translation>
    </message>
    <message>
        <source>签了就是收到了这张卡</source>
        <translation>Your signature says that you received this card</translation>
    </message>
    <message>
        <source>签名</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>签名只用于这一件</source>
        <translation>The signature is for this case only</translation>
    </message>
    <message>
        <source>签名板</source>
        <translation>signature pad</translation>
    </message>
    <message>
        <source>练习，设备是模拟的，办的件不算数</source>
        <translation>Practice: simulated devices, nothing counts</translation>
    </message>
    <message>
        <source>经办人</source>
        <translation>clerk</translation>
    </message>
    <message>
        <source>自带照片</source>
        <translation>Own photo</translation>
    </message>
    <message>
        <source>自检全部设备</source>
        <translation>Test all devices</translation>
    </message>
    <message>
        <source>补好再来</source>
        <translation>Complete it and try again</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>要写 true 或 false</source>
        <translation>wants true or false</translation>
    </message>
    <message>
        <source>要写成数</source>
        <translation>wants a number</translation>
    </message>
    <message>
        <source>要写成整数</source>
        <translation>wants a whole number</translation>
    </message>
    <message>
        <source>要写成文字</source>
        <translation>wants text</translation>
    </message>
    <message>
        <source>规则不允许，原因在决定里</source>
        <translation>The rules refuse; the decision says why</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>设备不支持这个操作</source>
        <translation>The device does not support this</translation>
    </message>
    <message>
        <source>设备全部就绪</source>
        <translation>All devices ready</translation>
    </message>
    <message>
        <source>设备出错</source>
        <translation>A device reports a fault</translation>
    </message>
    <message>
        <source>设置文件不对</source>
        <translation>The settings file is wrong</translation>
    </message>
    <message>
        <source>设置文件有 {count} 处不对：{mistakes}</source>
        <translation>The settings file has {count} mistakes: {mistakes}</translation>
    </message>
    <message>
        <source>证件里的“{field}”不对，不能用</source>
        <translation>The document's field “{field}” cannot be right</translation>
    </message>
    <message>
        <source>证件里的数据不对，不能用</source>
        <translation>The document's data cannot be right</translation>
    </message>
    <message>
        <source>评价器</source>
        <translation>rating pad</translation>
    </message>
    <message>
        <source>试一次</source>
        <translation>Try one</translation>
    </message>
    <message>
        <source>试得太多</source>
        <translation>Too many tries</translation>
    </message>
    <message>
        <source>试得太多，请等 {seconds} 秒</source>
        <translation>Too many tries, wait {seconds} s</translation>
    </message>
    <message>
        <source>请主管看账号</source>
        <translation>Let a supervisor look at it</translation>
    </message>
    <message>
        <source>请主管重新打开这一天，或记到今天</source>
        <translation>Let a supervisor reopen it, or book it today</translation>
    </message>
    <message>
        <source>请主管领卡入库；也可以转制卡中心</source>
        <translation>Let a supervisor receive blanks, or send the case to the card centre</translation>
    </message>
    <message>
        <source>请先关掉另一个窗口，再打开</source>
        <translation>Close the other window first</translation>
    </message>
    <message>
        <source>请先运行 guitai db upgrade</source>
        <translation>Run guitai db upgrade first</translation>
    </message>
    <message>
        <source>请其重签</source>
        <translation>Sign again</translation>
    </message>
    <message>
        <source>请另一位同事来复核</source>
        <translation>Ask another colleague to approve</translation>
    </message>
    <message>
        <source>请另一位有权限的同事输入姓名和口令</source>
        <translation>Let another entitled colleague enter name and password</translation>
    </message>
    <message>
        <source>请在密码键盘输入，工作人员看不到</source>
        <translation>Enter it on the PIN pad; the clerk does not see it</translation>
    </message>
    <message>
        <source>请技术员改好日历文件；在那之前不承诺日期</source>
        <translation>Let a technician mend it; until then no date is promised</translation>
    </message>
    <message>
        <source>请技术员放入新一年的日历；在那之前不承诺日期</source>
        <translation>Let a technician add the next year's calendar; until then no date is promised</translation>
    </message>
    <message>
        <source>请技术员放回密钥；没有密钥打不开，也没有东西丢失</source>
        <translation>Let a technician put the key back; nothing is lost</translation>
    </message>
    <message>
        <source>请技术员看磁盘和文件权限；没有东西丢失</source>
        <translation>Let a technician check disk and permissions; nothing is lost</translation>
    </message>
    <message>
        <source>请技术员腾出空间，再按一次；前面的都在</source>
        <translation>Let a technician free some space and press again; all before it is safe</translation>
    </message>
    <message>
        <source>请把身份证交给工作人员</source>
        <translation>Please hand your identity card to the clerk</translation>
    </message>
    <message>
        <source>请把身份证平放在阅读器上，再试一次</source>
        <translation>Lay the ID card flat on the reader and try again</translation>
    </message>
    <message>
        <source>请拔下再插上，按 F5；还不行请叫技术员</source>
        <translation>Unplug it, plug it in and press F5; if that does not help, call a technician</translation>
    </message>
    <message>
        <source>请持卡人想清楚再输</source>
        <translation>Let the holder think and try again</translation>
    </message>
    <message>
        <source>请换本人其他有效证件，或请主管人工核验</source>
        <translation>Ask for another valid document, or let a supervisor check it by hand</translation>
    </message>
    <message>
        <source>请插好摄像头；也可以用自带照片 F7</source>
        <translation>Plug the camera in, or use a photo the person brought, F7</translation>
    </message>
    <message>
        <source>请插好读卡器，再按 F5</source>
        <translation>Plug it in and press F5</translation>
    </message>
    <message>
        <source>请插好阅读器的线，再按 F5；还不行请技术员看端口设置</source>
        <translation>Plug the reader in and press F5; if that does not help, let a technician check the port</translation>
    </message>
    <message>
        <source>请放这一件的本人证件</source>
        <translation>Lay down the document of this case's holder</translation>
    </message>
    <message>
        <source>请有权限的同事登录</source>
        <translation>Let a colleague who may do this sign in</translation>
    </message>
    <message>
        <source>请核对</source>
        <translation>Please check</translation>
    </message>
    <message>
        <source>请照提示重拍，或换一张自带照片</source>
        <translation>Take it again as told, or use another photo</translation>
    </message>
    <message>
        <source>请用别的办法办，或请技术员看设备说明</source>
        <translation>Do it another way, or let a technician read the device's manual</translation>
    </message>
    <message>
        <source>请用新版程序打开；这一版不动它</source>
        <translation>Open it with the newer program; this one leaves it alone</translation>
    </message>
    <message>
        <source>请看姓名、号码、照片</source>
        <translation>Please look at name, number and photo</translation>
    </message>
    <message>
        <source>请看打印机和打印队列，再按 F8 补打</source>
        <translation>Check printer and queue and press F8 to print again</translation>
    </message>
    <message>
        <source>请看电源和线，再按 F5</source>
        <translation>Check power and cable and press F5</translation>
    </message>
    <message>
        <source>请看线是否插好，再按 F5</source>
        <translation>Check the cable and press F5</translation>
    </message>
    <message>
        <source>请看网络；已经受理的都在服务器上</source>
        <translation>Check the network; everything accepted is on the server</translation>
    </message>
    <message>
        <source>请看设备面板，处理好再按 F5；还不行请叫技术员</source>
        <translation>Look at its panel, put it right and press F5; if that does not help, call a technician</translation>
    </message>
    <message>
        <source>请稍候</source>
        <translation>One moment, please</translation>
    </message>
    <message>
        <source>请签名</source>
        <translation>Please sign</translation>
    </message>
    <message>
        <source>请设密码</source>
        <translation>Please set a PIN</translation>
    </message>
    <message>
        <source>请评价这次服务</source>
        <translation>Please rate this service</translation>
    </message>
    <message>
        <source>请重新打开这一件，看它现在到了哪一步</source>
        <translation>Open the case again and see where it stands</translation>
    </message>
    <message>
        <source>读给我听</source>
        <translation>Read it to me</translation>
    </message>
    <message>
        <source>谢谢</source>
        <translation>Thank you</translation>
    </message>
    <message>
        <source>身份证号中的生日 8 位</source>
        <translation>ID number, birth date, 8</translation>
    </message>
    <message>
        <source>身份证号前 6 位</source>
        <translation>ID number, first 6</translation>
    </message>
    <message>
        <source>身份证号后 4 位</source>
        <translation>ID number, last 4</translation>
    </message>
    <message>
        <source>身份证号码</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>身份证阅读器</source>
        <translation>ID card reader</translation>
    </message>
    <message>
        <source>过一会儿再试；忘了口令请主管重设</source>
        <translation>Try again later; a supervisor can reset a forgotten password</translation>
    </message>
    <message>
        <source>过号</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>这一件现在不能这样办</source>
        <translation>This cannot be done to the case now</translation>
    </message>
    <message>
        <source>这一件现在是“{state}”，不能变成“{wanted}”</source>
        <translation>This case is “{state}” and cannot become “{wanted}”</translation>
    </message>
    <message>
        <source>这一天已经日结</source>
        <translation>That day is closed</translation>
    </message>
    <message>
        <source>这一行依据的规则</source>
        <translation>The rule behind this row</translation>
    </message>
    <message>
        <source>这个口令不合规则</source>
        <translation>This password breaks the rules</translation>
    </message>
    <message>
        <source>这个口令不合规则：{problem}</source>
        <translation>This password breaks the rules: {problem}</translation>
    </message>
    <message>
        <source>这个画面的键</source>
        <translation>Keys of this screen</translation>
    </message>
    <message>
        <source>这个账号停用了</source>
        <translation>This account is disabled</translation>
    </message>
    <message>
        <source>这件事要{wanted}来办</source>
        <translation>This needs: {wanted}</translation>
    </message>
    <message>
        <source>这份来件说明不完整</source>
        <translation>This walk-in is not complete</translation>
    </message>
    <message>
        <source>这份来件说明不完整：{problem}</source>
        <translation>This walk-in is not complete: {problem}</translation>
    </message>
    <message>
        <source>这台阅读器不能用，请换一台，并叫技术员</source>
        <translation>This reader cannot be used: take another one and call a technician</translation>
    </message>
    <message>
        <source>这张回执验不过</source>
        <translation>This receipt is not genuine</translation>
    </message>
    <message>
        <source>这张回执验不过：{reason}</source>
        <translation>This receipt is not genuine: {reason}</translation>
    </message>
    <message>
        <source>这张证件没有通过验证</source>
        <translation>This document was not authenticated</translation>
    </message>
    <message>
        <source>这是您代领的卡</source>
        <translation>This is the card you collect</translation>
    </message>
    <message>
        <source>这是您的卡</source>
        <translation>This is your card</translation>
    </message>
    <message>
        <source>这里没有别的事可做</source>
        <translation>Nothing else can be done here</translation>
    </message>
    <message>
        <source>这里的另一种办法</source>
        <translation>The other way here</translation>
    </message>
    <message>
        <source>这里的键</source>
        <translation>Keys of this screen</translation>
    </message>
    <message>
        <source>这里要写成一节</source>
        <translation>this has to be a section</translation>
    </message>
    <message>
        <source>退回一步，什么也不丢；在第一步就是搁置</source>
        <translation>One step back, nothing is lost; on the first step, set aside</translation>
    </message>
    <message>
        <source>退回补件</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>退格</source>
        <translation>Backspace</translation>
    </message>
    <message>
        <source>都对</source>
        <translation>All is right</translation>
    </message>
    <message>
        <source>都对，请稍候；有错，请按“内容有误”</source>
        <translation>Wait if right, else press “Something is wrong”</translation>
    </message>
    <message>
        <source>都对，请签名；有错，请按“内容有误”</source>
        <translation>Sign if right, else press “Something is wrong”</translation>
    </message>
    <message>
        <source>重新签名</source>
        <translation>Sign again</translation>
    </message>
    <message>
        <source>键盘一览</source>
        <translation>Keyboard</translation>
    </message>
    <message>
        <source>问清哪里不对。真有错，按 F7；看错了，按空格。</source>
        <translation>Ask what is wrong. If it is, press F7; if not, press Space.</translation>
    </message>
    <message>
        <source>阅读器内部出错</source>
        <translation>The reader reports an internal fault</translation>
    </message>
    <message>
        <source>阅读器的安全模块没有授权</source>
        <translation>The reader's security module is not authorised</translation>
    </message>
    <message>
        <source>非常不满意</source>
        <translation>Very poor</translation>
    </message>
    <message>
        <source>非常满意</source>
        <translation>Very good</translation>
    </message>
    <message>
        <source>须办密码重置，请持卡人带身份证件办理</source>
        <translation>It has to be reset; the holder brings an identity document</translation>
    </message>
    <message>
        <source>须由第二个人确认</source>
        <translation>A second person has to confirm</translation>
    </message>
    <message>
        <source>马上锁屏</source>
        <translation>Lock at once</translation>
    </message>
    <message>
        <source>高拍仪</source>
        <translation>document camera</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
</context>
</TS>
