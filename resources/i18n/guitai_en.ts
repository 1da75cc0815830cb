<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>guitai</name>
    <message>
        <source> − {unknown} 未定 − {returned} 退回 = {closing}</source>
        <translation> − {unknown} undecided − {returned} returned = {closing}</translation>
    </message>
    <message>
        <source>**{day}** {weekday}前</source>
        <translation>before **{day}** {weekday}</translation>
    </message>
    <message>
        <source>**{name}**，{sex}</source>
        <translation>**{name}**, {sex}</translation>
    </message>
    <message>
        <source>**{number}**，{state}[，有效期至 {expires}]</source>
        <translation>**{number}**, {state}[, valid to {expires}]</translation>
    </message>
    <message>
        <source>**{number}**，有效期至 {day}</source>
        <translation>**{number}**, valid to {day}</translation>
    </message>
    <message>
        <source>**{number}**，长期有效</source>
        <translation>**{number}**, without an end</translation>
    </message>
    <message>
        <source>**{sum} 元**</source>
        <translation>**{sum} yuan**</translation>
    </message>
    <message>
        <source>**{sum} 元**，收的是{method}，原路退回</source>
        <translation>**{sum} yuan**, back the way it came: {method}</translation>
    </message>
    <message>
        <source>**{what}**，因{reason}</source>
        <translation>**{what}**, because: {reason}</translation>
    </message>
    <message>
        <source>**{who}**，{insurance}</source>
        <translation>**{who}**, {insurance}</translation>
    </message>
    <message>
        <source>**今天交卡**，即办即取</source>
        <translation>**Card today**, made at once</translation>
    </message>
    <message>
        <source>**应收 {due} 元**</source>
        <translation>**{due} yuan due**</translation>
    </message>
    <message>
        <source>0123456789 ABCDEF 25.00 元</source>
        <translation>0123456789 ABCDEF 25.00 yuan</translation>
    </message>
    <message>
        <source>1 件，解锁后接着办</source>
        <translation>1 case, goes on after unlocking</translation>
    </message>
    <message>
        <source>KB</source>
        <translation>KB</translation>
    </message>
    <message>
        <source>Windows 上没有能打印 PDF 的程序</source>
        <translation>Windows has no program that prints PDF files</translation>
    </message>
    <message>
        <source>[{do}；]处理好再按 F5</source>
        <translation>[{do}; ]then press F5</translation>
    </message>
    <message>
        <source>[{do}；]处理好再按 F8</source>
        <translation>[{do}; ]then press F8</translation>
    </message>
    <message>
        <source>[{mistakes}。]没有采用它，里面的东西一样也没有改</source>
        <translation>[{mistakes}. ]It is not used; nothing in it was changed</translation>
    </message>
    <message>
        <source>[{service}]不能在这一步办结</source>
        <translation>[{service}: ]this cannot be concluded here</translation>
    </message>
    <message>
        <source>[叫满 {needed} 次，]再按过号</source>
        <translation>[Call it {needed} times, ]then skip it</translation>
    </message>
    <message>
        <source>[可以用：{known}；]看看有没有写错</source>
        <translation>[Possible are: {known}; ]see whether it is spelt right</translation>
    </message>
    <message>
        <source>[库里还有 {vault} 张，]请主管领卡入库；也可以转制卡中心</source>
        <translation>[{vault} are in the vault; ]let a supervisor fetch blanks, or send the case to the card centre</translation>
    </message>
    <message>
        <source>guitai policy draft {pack} 写出来，逐条确认后放进 policies/</source>
        <translation>write them out with guitai policy draft {pack}, confirm each one, and put the file into policies/</translation>
    </message>
    <message>
        <source>{calls}，{n} 次没联系上</source>
        <translation>{calls}, {n} not reached</translation>
    </message>
    <message numerus="yes">
        <source>{day} 起，{n} 天</source>
        <translation><numerusform>since {day}, {n} day</numerusform><numerusform>since {day}, {n} days</numerusform></translation>
    </message>
    <message>
        <source>{day}前，由经办机构审核</source>
        <translation>before {day}, examined by the agency</translation>
    </message>
    <message>
        <source>{day}起可以领</source>
        <translation>ready from {day}</translation>
    </message>
    <message>
        <source>{hint}；带的是别的，按 [[F10]] 选</source>
        <translation>{hint}; another paper was brought: [[F10]]</translation>
    </message>
    <message>
        <source>{method} {sum} 元，看到到账了吗？</source>
        <translation>{method} {sum} yuan: has it arrived?</translation>
    </message>
    <message>
        <source>{method}（元）</source>
        <translation>{method} (yuan)</translation>
    </message>
    <message>
        <source>{mode}，**{day}前**寄出</source>
        <translation>{mode}, posted before **{day}**</translation>
    </message>
    <message>
        <source>{mode}，**{day}起**领卡</source>
        <translation>{mode}, from **{day}**</translation>
    </message>
    <message>
        <source>{name} 没有联系上，已记下</source>
        <translation>{name} was not reached, and it is noted</translation>
    </message>
    <message>
        <source>{name} 通知到了，已记下</source>
        <translation>{name} was told, and it is noted</translation>
    </message>
    <message>
        <source>{name}补齐了{paper}</source>
        <translation>{name} brought {paper}</translation>
    </message>
    <message>
        <source>{name}的卡{state}</source>
        <translation>{name}'s card: {state}</translation>
    </message>
    <message>
        <source>{number} 已正式挂失，撤回申请也不能解挂</source>
        <translation>{number} is reported lost for good; a withdrawal does not lift that</translation>
    </message>
    <message>
        <source>{number} 撤回后不能恢复</source>
        <translation>{number} cannot be brought back once it is withdrawn</translation>
    </message>
    <message numerus="yes">
        <source>{n} 张卡超期未领</source>
        <translation><numerusform>{n} card nobody fetched in time</numerusform><numerusform>{n} cards nobody fetched in time</numerusform></translation>
    </message>
    <message>
        <source>{number} 收在窗口，请还给他</source>
        <translation>{number} was taken in: please give it back</translation>
    </message>
    <message>
        <source>{papers}。</source>
        <translation>{papers}.</translation>
    </message>
    <message>
        <source>{papers}，有一样就行</source>
        <translation>One of: {papers}</translation>
    </message>
    <message>
        <source>{paper} {day}前补来，补齐前不能领卡。</source>
        <translation>{paper} before {day}, no card before that.</translation>
    </message>
    <message>
        <source>{paper}已拍，第 {n} 页</source>
        <translation>{paper}: page {n} taken</translation>
    </message>
    <message>
        <source>{paper}拍好了</source>
        <translation>{paper}: picture taken</translation>
    </message>
    <message>
        <source>{paper}翻到{page}，按 [[{key}]] 拍下</source>
        <translation>{paper}: turn to the {page}, press [[{key}]]</translation>
    </message>
    <message>
        <source>{paper}（电子核验）</source>
        <translation>{paper} (electronic)</translation>
    </message>
    <message>
        <source>{paper}，{day}前</source>
        <translation>{paper}, by {day}</translation>
    </message>
    <message>
        <source>{reason}，{not_now}</source>
        <translation>{reason}; {not_now}</translation>
    </message>
    <message>
        <source>{state}，{day}自动失效</source>
        <translation>{state}, ends by itself {day}</translation>
    </message>
    <message>
        <source>{sum} 元，{method}</source>
        <translation>{sum} yuan, {method}</translation>
    </message>
    <message>
        <source>{tier}%，每月 {sum} 元。代扣授权书打出来，填好账户用笔签名。</source>
        <translation>{tier}%, {sum} yuan a month. The debit consent is printed: fill in the account and sign it by pen.</translation>
    </message>
    <message>
        <source>{time} {verdict}：{what}</source>
        <translation>{time} {verdict}: {what}</translation>
    </message>
    <message>
        <source>{until}，卡恢复使用</source>
        <translation>{until}, then the card can be used again</translation>
    </message>
    <message>
        <source>{who} 写的原因：{reason}</source>
        <translation>The reason {who} wrote: {reason}</translation>
    </message>
    <message>
        <source>{who} 退回：{reason}</source>
        <translation>Given back by {who}: {reason}</translation>
    </message>
    <message>
        <source>上一件</source>
        <translation>The one above</translation>
    </message>
    <message>
        <source>上次断在办着的时候</source>
        <translation>it was cut off in the middle of it</translation>
    </message>
    <message>
        <source>下一件</source>
        <translation>The one below</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>不得将医保卡用于套现等违法行为</source>
        <translation>the card must not be used to draw cash or for any other unlawful act</translation>
    </message>
    <message>
        <source>不得将社会保障卡转借他人使用</source>
        <translation>the card must not be lent to anybody</translation>
    </message>
    <message>
        <source>今天发给，有效至 {day}，领正式卡时交回</source>
        <translation>handed out today, valid to {day}, given back for the formal card</translation>
    </message>
    <message>
        <source>今天日结数到 {counted} 张，账上 {closing} 张，差异在日报里。</source>
        <translation>Today's closing counted {counted}, the books have {closing}; the difference is in the day's report.</translation>
    </message>
    <message>
        <source>从钱箱取现金。</source>
        <translation>Take the cash from the till.</translation>
    </message>
    <message>
        <source>他的身份证件、关系证明</source>
        <translation>Their identity document and the proof of relation</translation>
    </message>
    <message>
        <source>他的身份证件、委托书</source>
        <translation>Their identity document and the mandate</translation>
    </message>
    <message>
        <source>代办人签名</source>
        <translation>Agent's signature</translation>
    </message>
    <message>
        <source>代办人说内容有误</source>
        <translation>The agent says something is wrong</translation>
    </message>
    <message>
        <source>代领人看过，按空格</source>
        <translation>The agent has looked: Space</translation>
    </message>
    <message>
        <source>代领人签领卡回执</source>
        <translation>The agent signs the collection slip</translation>
    </message>
    <message>
        <source>代领人说卡面有误</source>
        <translation>The agent says the face is wrong</translation>
    </message>
    <message>
        <source>先不制就按 Esc：还可以转制卡中心，或撤回申请。</source>
        <translation>Esc if not now: it can go to the card centre, or the application be withdrawn.</translation>
    </message>
    <message>
        <source>先写原因</source>
        <translation>Write the reason first</translation>
    </message>
    <message>
        <source>先写放行的原因</source>
        <translation>First write why it is released</translation>
    </message>
    <message>
        <source>先输入现在的口令。</source>
        <translation>Type the password you have now first.</translation>
    </message>
    <message>
        <source>再拍一页</source>
        <translation>One more page</translation>
    </message>
    <message>
        <source>再看看</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>冻结</source>
        <translation>Frozen</translation>
    </message>
    <message>
        <source>出错不自己重印</source>
        <translation>never prints again by itself</translation>
    </message>
    <message>
        <source>前面还有 {n} 人。号条打出来了，请交给他。</source>
        <translation>{n} before them. The slip is printed, please hand it over.</translation>
    </message>
    <message>
        <source>前面还有 {n} 人。没有打出号条，请把号写给他。</source>
        <translation>{n} before them. No slip came out, please write the number down for them.</translation>
    </message>
    <message>
        <source>卡号或状态</source>
        <translation>Card or state</translation>
    </message>
    <message>
        <source>卡找到了来解挂；找不到，来办正式挂失和补办。</source>
        <translation>Found: come to lift it; not found: come for a formal report and a new card.</translation>
    </message>
    <message>
        <source>卡架</source>
        <translation>Rack</translation>
    </message>
    <message>
        <source>卡送到芯片位</source>
        <translation>card to the chip station</translation>
    </message>
    <message>
        <source>卡送进废卡盒</source>
        <translation>card to the reject box</translation>
    </message>
    <message>
        <source>印完卡留在里面</source>
        <translation>keep the card inside afterwards</translation>
    </message>
    <message>
        <source>印完卡送出来</source>
        <translation>let the card out afterwards</translation>
    </message>
    <message>
        <source>印完这一张</source>
        <translation>finish this card</translation>
    </message>
    <message>
        <source>印正面</source>
        <translation>print the front</translation>
    </message>
    <message>
        <source>参保地 {place}</source>
        <translation>Insured in {place}</translation>
    </message>
    <message>
        <source>参保地在{insured_region}</source>
        <translation>Insured in {insured_region}</translation>
    </message>
    <message>
        <source>参保地在{place}，本厅不能办</source>
        <translation>Insured in {place}, handled elsewhere</translation>
    </message>
    <message>
        <source>参保登记没有写原因，先打电话核实再答复。</source>
        <translation>The registry gives no reason; ask there by telephone before you answer.</translation>
    </message>
    <message>
        <source>受理号 {number}，请他记下。</source>
        <translation>Receipt number {number}; the caller writes it down.</translation>
    </message>
    <message>
        <source>可以{ways}，或者{last}。</source>
        <translation>Possible: {ways} or {last}.</translation>
    </message>
    <message>
        <source>可以{way}。</source>
        <translation>Possible: {way}.</translation>
    </message>
    <message>
        <source>可以受理，{day}起领卡</source>
        <translation>Can be accepted, collect from {day}</translation>
    </message>
    <message>
        <source>号码不对</source>
        <translation>The number is wrong</translation>
    </message>
    <message>
        <source>和原件一致就收下；收下以后不能撤回。</source>
        <translation>Take it if it agrees with the original; that cannot be undone.</translation>
    </message>
    <message>
        <source>在收款的机器上原路退回。</source>
        <translation>Send it back on the machine that took it.</translation>
    </message>
    <message>
        <source>备用金不数。数好填进下面，再核对：应有多少、差多少那时才显示。</source>
        <translation>Leave the change fund out. Enter what was counted below, then compare: what there should be and the difference are shown then.</translation>
    </message>
    <message>
        <source>复核没有同意，这件不能办</source>
        <translation>The second person said no; this cannot be done</translation>
    </message>
    <message>
        <source>外地（{code}）</source>
        <translation>another place ({code})</translation>
    </message>
    <message>
        <source>太亮：{second}</source>
        <translation>Too bright: {second}</translation>
    </message>
    <message>
        <source>太暗：{second}</source>
        <translation>Too dark: {second}</translation>
    </message>
    <message>
        <source>存放</source>
        <translation>Kept in</translation>
    </message>
    <message>
        <source>左边还有，往下看完再签</source>
        <translation>There is more at the left: see all of it, then sign</translation>
    </message>
    <message>
        <source>已到账，收下</source>
        <translation>It has arrived, take it</translation>
    </message>
    <message>
        <source>已受理</source>
        <translation>accepted</translation>
    </message>
    <message>
        <source>已受理，{day}起领卡</source>
        <translation>Accepted, collect from {day}</translation>
    </message>
    <message>
        <source>已存：{file}，{n} 人没有照片，要补给制卡中心</source>
        <translation>Saved: {file}; {n} people have no photo, send the centre theirs</translation>
    </message>
    <message>
        <source>已撤回，请退 {sum} 元，{method}</source>
        <translation>Withdrawn; give back {sum} yuan, {method}</translation>
    </message>
    <message>
        <source>已转制卡中心</source>
        <translation>sent to the card centre</translation>
    </message>
    <message>
        <source>带的是{paper}，收下</source>
        <translation>Take in the {paper} instead</translation>
    </message>
    <message>
        <source>开始一张</source>
        <translation>begin a card</translation>
    </message>
    <message>
        <source>开户行[{bank}]不在指定银行里</source>
        <translation>The bank[ {bank}] is not one of those taken</translation>
    </message>
    <message numerus="yes">
        <source>{batch} 已发出 {n} 件</source>
        <translation><numerusform>{batch} sent with {n} case</numerusform><numerusform>{batch} sent with {n} cases</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{batch}，{n} 人</source>
        <translation><numerusform>{batch}, {n} person</numerusform><numerusform>{batch}, {n} people</numerusform></translation>
    </message>
    <message>
        <source>{characters} 的位置留空，打出后用手写上，再盖章。</source>
        <translation>Room is left for {characters}: write it in by hand, then stamp.</translation>
    </message>
    <message>
        <source>{day} {weekday}，{time}</source>
        <translation>{day} {weekday}, {time}</translation>
    </message>
    <message>
        <source>{day} 前</source>
        <translation>before {day}</translation>
    </message>
    <message>
        <source>{day} 已日结，{time}</source>
        <translation>{day} closed, {time}</translation>
    </message>
    <message>
        <source>{day} 已经过了；输错了就在这里重输</source>
        <translation>{day} has passed; if mistyped, type it again here</translation>
    </message>
    <message>
        <source>{day} 未结</source>
        <translation>{day} open</translation>
    </message>
    <message>
        <source>{day} 还没有日结</source>
        <translation>{day} was not closed</translation>
    </message>
    <message>
        <source>{day} 还没有日结：先在“日结”里把它结了，再开始今天的。</source>
        <translation>{day} was not closed: close it under "Day close" before today begins.</translation>
    </message>
    <message>
        <source>{day}自动失效</source>
        <translation>by itself on {day}</translation>
    </message>
    <message>
        <source>{device}一声不应</source>
        <translation>{device} says nothing at all</translation>
    </message>
    <message>
        <source>{device}不支持这个操作</source>
        <translation>Not supported by: {device}</translation>
    </message>
    <message>
        <source>{device}传来的数据有错码</source>
        <translation>Data from {device} arrived garbled</translation>
    </message>
    <message>
        <source>{device}出错[（状态 {status}）]</source>
        <translation>{device} reports a fault[ (status {status})]</translation>
    </message>
    <message>
        <source>{device}出错，{time}</source>
        <translation>{device} failed, {time}</translation>
    </message>
    <message>
        <source>{device}正被别的程序占着</source>
        <translation>Another program holds {device}</translation>
    </message>
    <message>
        <source>{device}没有按时做完</source>
        <translation>{device} did not finish in time</translation>
    </message>
    <message>
        <source>{device}没有按时回答</source>
        <translation>{device} did not answer in time</translation>
    </message>
    <message>
        <source>{device}的回答看不懂</source>
        <translation>The answer of {device} makes no sense</translation>
    </message>
    <message>
        <source>{device}的地址对，但没有人在听</source>
        <translation>{device} has the right address, but nobody listens</translation>
    </message>
    <message>
        <source>{device}的地址对，但那里没有打印机在听</source>
        <translation>{device} has the right address, but nothing listens there</translation>
    </message>
    <message>
        <source>{device}的数据断在半路</source>
        <translation>Data from {device} broke off</translation>
    </message>
    <message>
        <source>{device}的线断了</source>
        <translation>The cable of {device} is out</translation>
    </message>
    <message>
        <source>{device}还不能打印[：{reasons}]</source>
        <translation>{device} cannot print yet[: {reasons}]</translation>
    </message>
    <message>
        <source>{document}不能作身份证件</source>
        <translation>{document} is no identity document here</translation>
    </message>
    <message>
        <source>{doing}，约还要 {n} 秒</source>
        <translation>{doing}, about {n} s left</translation>
    </message>
    <message>
        <source>{do}</source>
        <translation>{do}</translation>
    </message>
    <message>
        <source>{due} 前补齐；补齐前不能领卡。</source>
        <translation>To be brought before {due}; no card before that.</translation>
    </message>
    <message>
        <source>{field}与登记不一致</source>
        <translation>{field} differs from the registry</translation>
    </message>
    <message numerus="yes">
        <source>待领满 {n} 天的在这里，最久的在前。</source>
        <translation><numerusform>Those that have waited {n} day are here, the longest first.</numerusform><numerusform>Those that have waited {n} days are here, the longest first.</numerusform></translation>
    </message>
    <message>
        <source>您提出，由另一位主管同意；您来同意，由柜员在他的窗口提出</source>
        <translation>If you ask, another supervisor agrees; if you are to agree, a clerk asks at their window</translation>
    </message>
    <message>
        <source>您的答复：{answer}</source>
        <translation>Your answer: {answer}</translation>
    </message>
    <message>
        <source>所留信息只用于办理本次业务和法定档案</source>
        <translation>my data are used for this service and the files the law asks for, nothing else</translation>
    </message>
    <message>
        <source>打出来盖章交给他，有效至 {day}</source>
        <translation>Stamp the print and hand it over, valid to {day}</translation>
    </message>
    <message>
        <source>打印{papers}</source>
        <translation>Printed {papers}</translation>
    </message>
    <message>
        <source>打印{papers}，{ended}</source>
        <translation>Printed {papers}: {ended}</translation>
    </message>
    <message>
        <source>拍下{paper}</source>
        <translation>Picture of {paper}</translation>
    </message>
    <message>
        <source>拍不了，请看过原件再收下；收下以后不能撤回。</source>
        <translation>No picture can be taken: look at the original before you take it. That cannot be undone.</translation>
    </message>
    <message>
        <source>按数字选。卡丢了，可以先挂失；为什么不能补办，看那一行。</source>
        <translation>Choose by number. A lost card can be reported lost; the line says why no new one is made.</translation>
    </message>
    <message>
        <source>按数字选。卡已经正式挂失，要补办就是第一行。</source>
        <translation>Choose by number. The card is reported lost for good: a new one is the first line.</translation>
    </message>
    <message>
        <source>按数字选。卡找到了，第一行就是解挂；没有找到，选“正式挂失”。</source>
        <translation>Choose by digit. If the card was found, the first line lifts the report; if not, choose "Formal".</translation>
    </message>
    <message>
        <source>按数字选。要补办就是第一行；卡找到了，选“解挂”。</source>
        <translation>Choose by number. A new card is the first line; if the card was found, lift the report.</translation>
    </message>
    <message>
        <source>换口令</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>接着 {day} 的告知单办</source>
        <translation>Going on from the notice of {day}</translation>
    </message>
    <message>
        <source>提出重开的人不能自己同意</source>
        <translation>Whoever asks for the reopening cannot agree to it</translation>
    </message>
    <message>
        <source>收下{paper}</source>
        <translation>Take {paper}</translation>
    </message>
    <message>
        <source>收下后打印受理回执。</source>
        <translation>The receipt is printed after that.</translation>
    </message>
    <message>
        <source>收回了第 {n} 页</source>
        <translation>Page {n} taken back</translation>
    </message>
    <message>
        <source>收据号 {receipt}，{who} 同意</source>
        <translation>Fee receipt {receipt}, {who} agreed</translation>
    </message>
    <message>
        <source>收齐就能受理。</source>
        <translation>Then it can be accepted.</translation>
    </message>
    <message>
        <source>收齐就能领卡。</source>
        <translation>Then the card can be collected.</translation>
    </message>
    <message>
        <source>改过的没有显示、没有打印；签过字的那份纸还算数</source>
        <translation>What was changed was neither shown nor printed; the signed paper stands</translation>
    </message>
    <message>
        <source>放在读卡器上就读</source>
        <translation>Read as soon as it lies on the reader</translation>
    </message>
    <message>
        <source>日结时留下的日报被改过[（{day}）]</source>
        <translation>The report kept at the day's close has been changed[ ({day})]</translation>
    </message>
    <message>
        <source>更早的还有 {n} 条，在日志里</source>
        <translation>{n} earlier ones are in the journal</translation>
    </message>
    <message numerus="yes">
        <source>有 {n} 项不行，{not_now}</source>
        <translation><numerusform>{n} thing stands against it, {not_now}</numerusform><numerusform>{n} things stand against it, {not_now}</numerusform></translation>
    </message>
    <message>
        <source>本人知悉：{text}。</source>
        <translation>I know: {text}.</translation>
    </message>
    <message>
        <source>本次应收（元）</source>
        <translation>To be taken (yuan)</translation>
    </message>
    <message>
        <source>本窗口的制卡机现在用不了，今天拿不到卡。</source>
        <translation>This window's card printer is out of order: no card today.</translation>
    </message>
    <message>
        <source>材料还没有交齐，今天不能当场制卡。</source>
        <translation>A paper is still owed: it cannot be made here today.</translation>
    </message>
    <message>
        <source>核对代领人</source>
        <translation>Check the agent</translation>
    </message>
    <message>
        <source>核对监护人</source>
        <translation>Check the guardian</translation>
    </message>
    <message>
        <source>欠</source>
        <translation>Owed</translation>
    </message>
    <message>
        <source>正好 {sum}</source>
        <translation>just {sum}</translation>
    </message>
    <message>
        <source>比平时久，正在停</source>
        <translation>Longer than usual, it is being stopped</translation>
    </message>
    <message>
        <source>没到换卡期[，{from} 起才能换]</source>
        <translation>Not yet renewable[, from {from}]</translation>
    </message>
    <message numerus="yes">
        <source>{head} {n} 字节</source>
        <translation><numerusform>{head} {n} byte</numerusform><numerusform>{head} {n} bytes</numerusform></translation>
    </message>
    <message>
        <source>{hall}，{window} 号窗口，编号 {number}</source>
        <translation>{hall}, window {window}, number {number}</translation>
    </message>
    <message>
        <source>{key} 不对：“{value}”</source>
        <translation>{key} cannot be "{value}"</translation>
    </message>
    <message>
        <source>{key} 要写成数，不是“{value}”</source>
        <translation>{key} wants a number, not "{value}"</translation>
    </message>
    <message>
        <source>{key} 要写成整数，不是“{value}”</source>
        <translation>{key} wants a whole number, not "{value}"</translation>
    </message>
    <message>
        <source>{key} 要写成文字，不是“{value}”</source>
        <translation>{key} wants text, not "{value}"</translation>
    </message>
    <message>
        <source>{label}：{words}</source>
        <translation>{label}: {words}</translation>
    </message>
    <message>
        <source>{material}[ {valid_to} ]到期</source>
        <translation>{material} expired[ {valid_to}]</translation>
    </message>
    <message>
        <source>{material}[到 {due} ]没有补来，这一件已终止</source>
        <translation>{material} was not brought[ by {due}], the case has ended</translation>
    </message>
    <message>
        <source>{material}只有复印件</source>
        <translation>{material}: only a photocopy</translation>
    </message>
    <message>
        <source>{material}缺{missing_pages}</source>
        <translation>{material}: {missing_pages} missing</translation>
    </message>
    <message>
        <source>{name} 的件留给本人，谁也拿不走。</source>
        <translation>The cases of {name} stay with {name}.</translation>
    </message>
    <message>
        <source>{name}不是来领这张卡的人</source>
        <translation>{name} is not who collects this card</translation>
    </message>
    <message>
        <source>{name}就绪</source>
        <translation>{name} ready</translation>
    </message>
    <message>
        <source>{name}已搁置，停在“{step}”</source>
        <translation>{name} is set aside at "{step}"</translation>
    </message>
    <message>
        <source>{name}未接</source>
        <translation>{name} not fitted</translation>
    </message>
    <message>
        <source>{name}来代领</source>
        <translation>{name} collects</translation>
    </message>
    <message>
        <source>{name}的设置已存</source>
        <translation>{name}: settings saved</translation>
    </message>
    <message>
        <source>{name}的设置已存，上一份留作 guitai.toml.bak</source>
        <translation>The settings of {name} are saved, the former ones as guitai.toml.bak</translation>
    </message>
    <message>
        <source>{name}能用</source>
        <translation>{name} works</translation>
    </message>
    <message>
        <source>{name}，{number}</source>
        <translation>{name}, {number}</translation>
    </message>
    <message>
        <source>{name}[，{relation}]</source>
        <translation>{name}[, {relation}]</translation>
    </message>
    <message>
        <source>{name}，{what}</source>
        <translation>{name}, {what}</translation>
    </message>
    <message>
        <source>{name}，尾号 {last}</source>
        <translation>{name}, ends in {last}</translation>
    </message>
    <message>
        <source>{name}：{what}</source>
        <translation>{name}: {what}</translation>
    </message>
    <message>
        <source>{note} 元，几张</source>
        <translation>{note} yuan, how many</translation>
    </message>
    <message numerus="yes">
        <source>{number} 号叫了 {n} 次，在等人来。放上即读，不用按键。</source>
        <translation><numerusform>{number} was called once and is awaited. A card laid down is read at once.</numerusform><numerusform>{number} was called {n} times and is awaited. A card laid down is read at once.</numerusform></translation>
    </message>
    <message>
        <source>{number} 已正式挂失</source>
        <translation>{number} reported lost for good</translation>
    </message>
    <message>
        <source>{number} 正式挂失后不能解挂</source>
        <translation>{number}: a formal loss report cannot be lifted</translation>
    </message>
    <message>
        <source>{number} 注销后不能恢复</source>
        <translation>{number}: a cancelled card cannot be restored</translation>
    </message>
    <message>
        <source>{number}，复核同意后作废</source>
        <translation>{number}, void once a second person agrees</translation>
    </message>
    <message>
        <source>{number}，已作废</source>
        <translation>{number}, void</translation>
    </message>
    <message>
        <source>{number}，新卡启用时作废</source>
        <translation>{number}, void once the new card is enabled</translation>
    </message>
    <message>
        <source>{n} 个生僻字都有字形</source>
        <translation>All {n} rare characters can be drawn</translation>
    </message>
    <message numerus="yes">
        <source>{n} 人</source>
        <translation><numerusform>{n} person</numerusform><numerusform>{n} people</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} 件</source>
        <translation><numerusform>{n} case</numerusform><numerusform>{n} cases</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} 件事要先办</source>
        <translation><numerusform>{n} thing first</numerusform><numerusform>{n} things first</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} 件等着送制卡中心</source>
        <translation><numerusform>{n} case waits for the card centre</numerusform><numerusform>{n} cases wait for the card centre</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} 份</source>
        <translation><numerusform>{n} pc</numerusform><numerusform>{n} pcs</numerusform></translation>
    </message>
    <message>
        <source>{n} 分</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} 分钟</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} 号 {who}</source>
        <translation>{n}: {who}</translation>
    </message>
    <message>
        <source>{n} 号窗口</source>
        <translation>Window {n}</translation>
    </message>
    <message>
        <source>{n} 处要改</source>
        <translation>{n} to mend</translation>
    </message>
    <message numerus="yes">
        <source>{n} 字节</source>
        <translation><numerusform>{n} byte</numerusform><numerusform>{n} bytes</numerusform></translation>
    </message>
    <message>
        <source>{n} 岁</source>
        <translation>age {n}</translation>
    </message>
    <message numerus="yes">
        <source>{n} 张</source>
        <translation><numerusform>{n} card</numerusform><numerusform>{n} cards</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} 次</source>
        <translation><numerusform>once</numerusform><numerusform>{n} times</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{n} 次，{last}</source>
        <translation><numerusform>once, {last}</numerusform><numerusform>{n} times, {last}</numerusform></translation>
    </message>
    <message>
        <source>{n} 秒</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} 秒里没有人按</source>
        <translation>Nobody pressed in {n} s</translation>
    </message>
    <message>
        <source>{n} 秒里没有扫到码</source>
        <translation>No code was scanned in {n} s</translation>
    </message>
    <message>
        <source>{n} 行的卡号前面已经有了，没有记</source>
        <translation>{n} lines repeat a card number and were left out</translation>
    </message>
    <message>
        <source>{n} 项</source>
        <translation>{n} items</translation>
    </message>
    <message>
        <source>{pack} 版本 {version} 现在不生效</source>
        <translation>{pack} version {version} is not in force now</translation>
    </message>
    <message>
        <source>{pack} 里还有 {n} 条是练习数字，不是本地的</source>
        <translation>{n} rules of {pack} still have practice figures, not the local ones</translation>
    </message>
    <message>
        <source>{pack}，版本 {version}</source>
        <translation>{pack}, version {version}</translation>
    </message>
    <message>
        <source>{page} 待拍</source>
        <translation>{page} to be scanned</translation>
    </message>
    <message>
        <source>{papers}已送补打</source>
        <translation>{papers} sent to print again</translation>
    </message>
    <message>
        <source>{paper} {day}前</source>
        <translation>{paper} before {day}</translation>
    </message>
    <message>
        <source>{paper}不拍，手工勾</source>
        <translation>{paper} ticked by hand, no picture</translation>
    </message>
    <message>
        <source>{paper}只有复印件</source>
        <translation>{paper}: only a photocopy</translation>
    </message>
    <message>
        <source>{paper}已打出</source>
        <translation>Printed: {paper}</translation>
    </message>
    <message>
        <source>{paper}已打印</source>
        <translation>Printed: {paper}</translation>
    </message>
    <message>
        <source>{paper}已收</source>
        <translation>{paper} received</translation>
    </message>
    <message>
        <source>{paper}有字体里没有的字</source>
        <translation>A character no font has: {paper}</translation>
    </message>
    <message>
        <source>{paper}没有打出</source>
        <translation>Not printed: {paper}</translation>
    </message>
    <message>
        <source>{paper}还没有打印</source>
        <translation>Not printed yet: {paper}</translation>
    </message>
    <message>
        <source>{paper}，{how}</source>
        <translation>{paper}, {how}</translation>
    </message>
    <message>
        <source>{paper}，第 {n} 页，共 {of} 页</source>
        <translation>{paper}, page {n} of {of}</translation>
    </message>
    <message>
        <source>{paper}，草样</source>
        <translation>{paper}, a draft</translation>
    </message>
    <message>
        <source>{problem}，还不能用</source>
        <translation>{problem}, not usable yet</translation>
    </message>
    <message>
        <source>{requirement}，政策包 {pack} 第 {line} 行</source>
        <translation>{requirement}, pack {pack} line {line}</translation>
    </message>
    <message>
        <source>{safe}。{do}</source>
        <translation>{safe}. {do}</translation>
    </message>
    <message>
        <source>{seconds} 秒</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{service}。</source>
        <translation>{service}.</translation>
    </message>
    <message>
        <source>{service}，因{reason}。</source>
        <translation>{service}, because: {reason}.</translation>
    </message>
    <message>
        <source>{sum} 元</source>
        <translation>{sum} yuan</translation>
    </message>
    <message>
        <source>{sum} 元已入账，重制**不再收费**</source>
        <translation>{sum} yuan is booked, making it again costs **nothing**</translation>
    </message>
    <message>
        <source>{text} 不是日期</source>
        <translation>{text} is no date</translation>
    </message>
    <message>
        <source>{ticket} 优先</source>
        <translation>{ticket}, priority</translation>
    </message>
    <message>
        <source>{tier}%，每月 {sum} 元</source>
        <translation>{tier}%, {sum} yuan a month</translation>
    </message>
    <message>
        <source>{time} 没有通过</source>
        <translation>failed {time}</translation>
    </message>
    <message>
        <source>{time} 起没有回音。不会自动重印。</source>
        <translation>No answer since {time}. Nothing is reprinted by itself.</translation>
    </message>
    <message>
        <source>{time} 通过</source>
        <translation>passed {time}</translation>
    </message>
    <message>
        <source>{time}　{date}</source>
        <translation>{time}　{date}</translation>
    </message>
    <message>
        <source>{time}，每 15 秒更新</source>
        <translation>{time}, renewed every 15 s</translation>
    </message>
    <message>
        <source>{value}，{dpi} dpi</source>
        <translation>{value}, {dpi} dpi</translation>
    </message>
    <message>
        <source>{what} {n} 件</source>
        <translation>{what}: {n}</translation>
    </message>
    <message>
        <source>{what}{todo}。</source>
        <translation>{what} {todo}.</translation>
    </message>
    <message>
        <source>{what}。{next}</source>
        <translation>{what}. {next}</translation>
    </message>
    <message>
        <source>{what}。柜员 {who} 申请，{time}</source>
        <translation>{what}. Asked by clerk {who}, {time}</translation>
    </message>
    <message>
        <source>{what}已办好</source>
        <translation>{what} is done</translation>
    </message>
    <message>
        <source>{what}已受理</source>
        <translation>{what}: accepted</translation>
    </message>
    <message>
        <source>{what}须复核</source>
        <translation>{what} needs approval</translation>
    </message>
    <message>
        <source>{what}须第二人复核</source>
        <translation>{what} needs a second person</translation>
    </message>
    <message>
        <source>{what}，{result}</source>
        <translation>{what}, {result}</translation>
    </message>
    <message>
        <source>{what}，{state}</source>
        <translation>{what}, {state}</translation>
    </message>
    <message>
        <source>{what}，{who} 申请</source>
        <translation>{what}, asked by {who}</translation>
    </message>
    <message>
        <source>{what}：{rule}</source>
        <translation>{what}: {rule}</translation>
    </message>
    <message>
        <source>{where}。{what}。{next}</source>
        <translation>{where}. {what}. {next}</translation>
    </message>
    <message>
        <source>{who} 同意{what}，{time}</source>
        <translation>{who} approved {what}, {time}</translation>
    </message>
    <message>
        <source>{who} 申请，{time}</source>
        <translation>Asked by {who}, {time}</translation>
    </message>
    <message>
        <source>{why}，{time}。不会自动重印。</source>
        <translation>{why}, {time}. Nothing is reprinted by itself.</translation>
    </message>
    <message>
        <source>{words}，找零 {change} 元</source>
        <translation>{words}, change {change}</translation>
    </message>
    <message>
        <source>“{text}”不是电话号码</source>
        <translation>"{text}" is no telephone number</translation>
    </message>
    <message>
        <source>“{text}”不是金额</source>
        <translation>"{text}" is no amount</translation>
    </message>
    <message>
        <source>　</source>
        <translation> </translation>
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
        <source>一个一个扫回执，或者从名单文件读：.csv、.xlsx，第一行是列名，要有“姓名”和“受理号”。</source>
        <translation>Scan the receipts one by one, or read a list: .csv or .xlsx, with a header and columns for name and receipt number.</translation>
    </message>
    <message>
        <source>一个一个输入，或者从名单文件读：.csv、.xlsx，第一行是列名，要有“姓名”和“身份证号”。</source>
        <translation>Type them one by one, or read a list: .csv or .xlsx, with a header and columns for name and ID number.</translation>
    </message>
    <message>
        <source>一人一件在办</source>
        <translation>One case each</translation>
    </message>
    <message>
        <source>一人一卡</source>
        <translation>One card each</translation>
    </message>
    <message>
        <source>一次性告知</source>
        <translation>One-time notice</translation>
    </message>
    <message>
        <source>七个工作日</source>
        <translation>Seven working days</translation>
    </message>
    <message>
        <source>三个工作日</source>
        <translation>Three working days</translation>
    </message>
    <message>
        <source>上一步</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>上次容缺没有补齐，这次不能容缺</source>
        <translation>A promise was broken before, nothing may follow this time</translation>
    </message>
    <message>
        <source>上次没有办完</source>
        <translation>Unfinished from last time</translation>
    </message>
    <message>
        <source>上次自检</source>
        <translation>Last test</translation>
    </message>
    <message>
        <source>下一位</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>下一张卡不知道印没印出来</source>
        <translation>nobody will know whether the next card was printed</translation>
    </message>
    <message>
        <source>下一张卡会卡住</source>
        <translation>the next card will jam</translation>
    </message>
    <message>
        <source>下一张证件会移开得太早</source>
        <translation>the next identity card will be lifted too soon</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>不会印第二张</source>
        <translation>It will not be printed twice</translation>
    </message>
    <message>
        <source>不会自动重印</source>
        <translation>Nothing is reprinted by itself</translation>
    </message>
    <message>
        <source>不会自动重印[；制卡机自己数到 {counted} 张]</source>
        <translation>Nothing is reprinted by itself[; the printer counted {counted}]</translation>
    </message>
    <message>
        <source>不允许</source>
        <translation>Not allowed</translation>
    </message>
    <message>
        <source>不合格</source>
        <translation>Not good</translation>
    </message>
    <message>
        <source>不合格照片留存</source>
        <translation>Keeping of bad photos</translation>
    </message>
    <message>
        <source>不同意</source>
        <translation>Decline</translation>
    </message>
    <message>
        <source>不同意：{no}</source>
        <translation>No: {no}</translation>
    </message>
    <message>
        <source>不在补贴人群里</source>
        <translation>Not in a subsidised group</translation>
    </message>
    <message>
        <source>不对就按 F10 换</source>
        <translation>F10 changes it</translation>
    </message>
    <message>
        <source>不承诺算不出的日期</source>
        <translation>No date is promised that cannot be computed</translation>
    </message>
    <message>
        <source>不报状态，纸尽了也不会说</source>
        <translation>Reports nothing, not even that paper is out</translation>
    </message>
    <message>
        <source>不换人</source>
        <translation>Same user</translation>
    </message>
    <message>
        <source>不收费、不制卡</source>
        <translation>No fee, no card</translation>
    </message>
    <message>
        <source>不收费、不制卡；恢复后同一编号会自动再问。</source>
        <translation>No fee, no card; the same number is asked again later.</translation>
    </message>
    <message>
        <source>不改了</source>
        <translation>Leave as it was</translation>
    </message>
    <message>
        <source>不是代办</source>
        <translation>No agent</translation>
    </message>
    <message>
        <source>不显示证件内容</source>
        <translation>Nothing of it is shown</translation>
    </message>
    <message>
        <source>不止一人</source>
        <translation>Several people</translation>
    </message>
    <message>
        <source>不满意</source>
        <translation>Poor</translation>
    </message>
    <message>
        <source>不用</source>
        <translation>not needed</translation>
    </message>
    <message>
        <source>不用再办；要看就按号码查</source>
        <translation>Nothing more to do; find it by its number to look at it</translation>
    </message>
    <message>
        <source>不用再评，请下一位</source>
        <translation>Nothing more to rate, take the next person</translation>
    </message>
    <message>
        <source>不用重新打开，直接改就行</source>
        <translation>There is nothing to reopen, just change it</translation>
    </message>
    <message>
        <source>不知道{paper}打出来没有</source>
        <translation>Unknown whether it came out: {paper}</translation>
    </message>
    <message>
        <source>不知道卡印出来没有</source>
        <translation>Nobody knows whether a card was printed</translation>
    </message>
    <message>
        <source>不知道卡印出来没有[：{reason}]</source>
        <translation>Nobody knows whether a card was printed[: {reason}]</translation>
    </message>
    <message>
        <source>不知道卡改了没有</source>
        <translation>Nobody knows whether the card was changed</translation>
    </message>
    <message>
        <source>不能</source>
        <translation>Cannot</translation>
    </message>
    <message>
        <source>不能容缺</source>
        <translation>May not follow</translation>
    </message>
    <message>
        <source>不要临时卡</source>
        <translation>No temporary card</translation>
    </message>
    <message numerus="yes">
        <source>交出 {n} 张卡</source>
        <translation><numerusform>Give {n} card out</numerusform><numerusform>Give {n} cards out</numerusform></translation>
    </message>
    <message>
        <source>新卡启用时旧卡 {number} 作废，不能恢复</source>
        <translation>Enabling the new card voids the old card {number} for good</translation>
    </message>
    <message>
        <source>交给同事 {who}</source>
        <translation>Given to {who}</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>today</translation>
    </message>
    <message>
        <source>代办人已核对并签名</source>
        <translation>Checked and signed by the agent</translation>
    </message>
    <message>
        <source>住址改为</source>
        <translation>Address becomes</translation>
    </message>
    <message>
        <source>做好{paper}</source>
        <translation>Made: {paper}</translation>
    </message>
    <message>
        <source>先填收件电话</source>
        <translation>Type the receiver's phone first</translation>
    </message>
    <message>
        <source>先把这张卡交完；要先接待别人，按 Esc 搁置，再放一次。</source>
        <translation>Hand this card over first; to receive somebody else press Esc, then lay their card down again.</translation>
    </message>
    <message>
        <source>先把那一天结了：数现在手里的现金和空白卡，那天以后进出的会自动扣除。</source>
        <translation>Close that day first: count the cash and blanks at hand now; what came and went since is taken off.</translation>
    </message>
    <message>
        <source>先清点现金</source>
        <translation>Count the cash first</translation>
    </message>
    <message>
        <source>先选办什么</source>
        <translation>Choose first</translation>
    </message>
    <message>
        <source>出事：{what}</source>
        <translation>Mishap: {what}</translation>
    </message>
    <message>
        <source>判定以后，这里是要打的每一种纸。</source>
        <translation>Once decided, every paper to be printed is here.</translation>
    </message>
    <message>
        <source>到左边第几行</source>
        <translation>To that line of the rail</translation>
    </message>
    <message>
        <source>到期</source>
        <translation>Lapses</translation>
    </message>
    <message>
        <source>制卡</source>
        <translation>Make card</translation>
    </message>
    <message>
        <source>制卡用掉 1 张空白卡，不能退回</source>
        <translation>Making the card uses up 1 blank for good</translation>
    </message>
    <message>
        <source>前一天的日报</source>
        <translation>Report of the day before</translation>
    </message>
    <message>
        <source>办什么</source>
        <translation>What is it</translation>
    </message>
    <message>
        <source>办件</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>办理中 {n} 分</source>
        <translation>Serving {n} min</translation>
    </message>
    <message>
        <source>卡丢了，低保，免费补办</source>
        <translation>lost card, minimum allowance, free</translation>
    </message>
    <message>
        <source>卡丢了，要缴费</source>
        <translation>lost card, pays</translation>
    </message>
    <message numerus="yes">
        <source>参保登记没有应答，已问 {n} 次</source>
        <translation><numerusform>The registry does not answer, asked once</numerusform><numerusform>The registry does not answer, asked {n} times</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>发出 {n} 件</source>
        <translation><numerusform>Send {n} case</numerusform><numerusform>Send {n} cases</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>受理 {n} 人</source>
        <translation><numerusform>Accept {n} person</numerusform><numerusform>Accept {n} people</numerusform></translation>
    </message>
    <message>
        <source>卡没有着落</source>
        <translation>card undecided</translation>
    </message>
    <message>
        <source>卡的结果未定 {n} 分</source>
        <translation>Card undecided, {n} min</translation>
    </message>
    <message>
        <source>发出 {n} 件，以后由制卡中心制卡</source>
        <translation>Send {n}; from then on the card centre makes them</translation>
    </message>
    <message>
        <source>受理于 {time}</source>
        <translation>accepted {time}</translation>
    </message>
    <message>
        <source>受理号或原因</source>
        <translation>Receipt number or reason</translation>
    </message>
    <message>
        <source>另有 {n} 行，在输出的 rejected 里</source>
        <translation>{n} more, under "rejected" in the output</translation>
    </message>
    <message>
        <source>叫了 {number}，{n} 分</source>
        <translation>Called {number}, {n} min</translation>
    </message>
    <message>
        <source>可以先走开，结果照样记下。</source>
        <translation>You may leave; how it ends is recorded all the same.</translation>
    </message>
    <message>
        <source>可以制卡</source>
        <translation>Ready to make cards</translation>
    </message>
    <message>
        <source>可以制这张卡</source>
        <translation>Ready to make this card</translation>
    </message>
    <message>
        <source>号码和姓名与登记对不上</source>
        <translation>Number and name do not agree with the registry</translation>
    </message>
    <message>
        <source>号码改为</source>
        <translation>Number becomes</translation>
    </message>
    <message>
        <source>告知</source>
        <translation>Notices</translation>
    </message>
    <message>
        <source>在 guitai.toml 的 [hall] 里填真的名称、区划和机构编号</source>
        <translation>put the real name, region and institution under [hall] in guitai.toml</translation>
    </message>
    <message>
        <source>备份里没有设置、政策包和日历：把它们放进 {folder}</source>
        <translation>A backup holds no settings, policy packs or calendars: put them into {folder}</translation>
    </message>
    <message>
        <source>外地户籍，材料不齐</source>
        <translation>registered elsewhere, papers lacking</translation>
    </message>
    <message>
        <source>大厅</source>
        <translation>Hall</translation>
    </message>
    <message>
        <source>姓名改为</source>
        <translation>Name becomes</translation>
    </message>
    <message>
        <source>存了新设置，从现在起用它</source>
        <translation>new settings saved and in use</translation>
    </message>
    <message>
        <source>学生，要监护人</source>
        <translation>student, needs a guardian</translation>
    </message>
    <message>
        <source>尾号 {tail}</source>
        <translation>ending {tail}</translation>
    </message>
    <message>
        <source>已受理，{day}前寄出</source>
        <translation>Accepted, posted before {day}</translation>
    </message>
    <message>
        <source>已有的账号：重设口令、停用、启用</source>
        <translation>An account that is there: new password, off, on</translation>
    </message>
    <message>
        <source>平均办理</source>
        <translation>Mean time</translation>
    </message>
    <message>
        <source>应为 {wanted}</source>
        <translation>should be {wanted}</translation>
    </message>
    <message>
        <source>待缴费</source>
        <translation>fee to be paid</translation>
    </message>
    <message>
        <source>您的身份只看，不打印。</source>
        <translation>Your role looks and does not print.</translation>
    </message>
    <message>
        <source>打开柜台（guitai desk），先建第一个主管；设备在“设备”里找、试、存</source>
        <translation>Open the desk (guitai desk) and make the first supervisor; devices are found, tried and saved under "Devices"</translation>
    </message>
    <message>
        <source>扫码评价</source>
        <translation>Rating by phone</translation>
    </message>
    <message>
        <source>号码遮盖</source>
        <translation>Number masking</translation>
    </message>
    <message>
        <source>名册 {rows} 行：新增 {added} 人，更新 {changed} 人，没有收 {rejected} 行</source>
        <translation>The roll has {rows} lines: {added} people added, {changed} changed, {rejected} lines not taken</translation>
    </message>
    <message>
        <source>后一天的日报</source>
        <translation>Report of the day after</translation>
    </message>
    <message numerus="yes">
        <source>处理等复核 {n} 件</source>
        <translation><numerusform>Decide {n} approval</numerusform><numerusform>Decide {n} approvals</numerusform></translation>
    </message>
    <message>
        <source>复核人的工号</source>
        <translation>The reviewer's number</translation>
    </message>
    <message numerus="yes">
        <source>已交出 {n} 张卡</source>
        <translation><numerusform>{n} card given out</numerusform><numerusform>{n} cards given out</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>已受理 {n} 人</source>
        <translation><numerusform>{n} person accepted</numerusform><numerusform>{n} people accepted</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>已复制 {n} 行</source>
        <translation><numerusform>{n} line copied</numerusform><numerusform>{n} lines copied</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>已拍 {n} 页</source>
        <translation><numerusform>{n} page scanned</numerusform><numerusform>{n} pages scanned</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>已收 {n} 张，还缺 {m} 张</source>
        <translation><numerusform>{n} card received, {m} missing</numerusform><numerusform>{n} cards received, {m} missing</numerusform></translation>
    </message>
    <message>
        <source>已收 {sum} 元</source>
        <translation>{sum} yuan taken</translation>
    </message>
    <message>
        <source>已有在办件</source>
        <translation>Case under way</translation>
    </message>
    <message>
        <source>已画 {n}%，按 Esc 就不画了</source>
        <translation>{n}% drawn, Esc stops</translation>
    </message>
    <message numerus="yes">
        <source>已移动 {n} 张</source>
        <translation><numerusform>{n} blank moved</numerusform><numerusform>{n} blanks moved</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>已试 {n} 次，也可以用自带照片 F7。</source>
        <translation><numerusform>{n} try so far; an own photo works too, F7.</numerusform><numerusform>{n} tries so far; an own photo works too, F7.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>已领入 {n} 张</source>
        <translation><numerusform>{n} blank received</numerusform><numerusform>{n} blanks received</numerusform></translation>
    </message>
    <message>
        <source>彩色一面，约 {n} 秒</source>
        <translation>One side in colour, about {n} s</translation>
    </message>
    <message numerus="yes">
        <source>待办 {n} 件</source>
        <translation><numerusform>{n} thing to do</numerusform><numerusform>{n} things to do</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>手上应有 {n} 张空白卡</source>
        <translation><numerusform>{n} blank card should be in hand</numerusform><numerusform>{n} blank cards should be in hand</numerusform></translation>
    </message>
    <message>
        <source>打出来了</source>
        <translation>It came out</translation>
    </message>
    <message>
        <source>打印这一份</source>
        <translation>Print this paper</translation>
    </message>
    <message numerus="yes">
        <source>扫到一个码，{n} 个字</source>
        <translation><numerusform>A code was scanned, {n} character</numerusform><numerusform>A code was scanned, {n} characters</numerusform></translation>
    </message>
    <message>
        <source>找到这个账号</source>
        <translation>Find the account</translation>
    </message>
    <message>
        <source>把清单导出给制卡中心；卡回来了，扫受理号和卡号，一张一张点，没有来的留在制卡中。</source>
        <translation>Export the list for the centre. When cards come, scan receipt and card number, one by one; what did not come stays in making.</translation>
    </message>
    <message>
        <source>挂失的卡</source>
        <translation>Card reported</translation>
    </message>
    <message>
        <source>按 F7 换</source>
        <translation>F7 changes it</translation>
    </message>
    <message>
        <source>按数字选。卡丢了，第一行就是；正式挂失还会再问一次。</source>
        <translation>Choose by its digit. For a lost card it is the first row; a formal loss is asked once more.</translation>
    </message>
    <message>
        <source>按数字键换，0 换下面几行</source>
        <translation>Digits choose, 0 for the next lines</translation>
    </message>
    <message numerus="yes">
        <source>收卡 {n} 张</source>
        <translation><numerusform>Receive {n} card</numerusform><numerusform>Receive {n} cards</numerusform></translation>
    </message>
    <message>
        <source>换一个至少 {n} 个字符的新口令，再登录。</source>
        <translation>Choose a new one of {n} characters or more, then sign in.</translation>
    </message>
    <message>
        <source>改好下面标红的，再试。</source>
        <translation>Mend what is marked red below, then try again.</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>放好纸再打，仍是原件。</source>
        <translation>Put paper in and print; it is still the original.</translation>
    </message>
    <message>
        <source>政策包 {pack} 里还有 {n} 条是练习数字：guitai policy draft {pack} 写出来，逐条确认</source>
        <translation>{n} rules of the pack {pack} still have practice figures: write them out with guitai policy draft {pack} and confirm each one</translation>
    </message>
    <message>
        <source>数据库不在了，以前是在这个数据目录里的[：{folder}]</source>
        <translation>The database is gone; it used to be in this data folder[: {folder}]</translation>
    </message>
    <message>
        <source>数据库的日志文件不见了[（{file}）]</source>
        <translation>The database's log file is gone[ ({file})]</translation>
    </message>
    <message>
        <source>新口令</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>新建{role}</source>
        <translation>New {role}</translation>
    </message>
    <message>
        <source>日结后{day}锁住，重开须主管</source>
        <translation>Closing locks {day}; opening it again needs a supervisor</translation>
    </message>
    <message>
        <source>旧卡剪角收回</source>
        <translation>Old card cut and taken back</translation>
    </message>
    <message>
        <source>早于 {when}</source>
        <translation>before {when}</translation>
    </message>
    <message>
        <source>暂停 {n} 分</source>
        <translation>Paused {n} min</translation>
    </message>
    <message>
        <source>暂缓 {held} 人，留下 {n} 人，原因在名单上。</source>
        <translation>{held} on hold, {n} left out; the reasons are on the list.</translation>
    </message>
    <message>
        <source>更多里还可以转制卡中心，或撤回申请。</source>
        <translation>Under More it can go to the card centre, or the application be withdrawn.</translation>
    </message>
    <message>
        <source>替上一位代领的人</source>
        <translation>who collects for the one above</translation>
    </message>
    <message>
        <source>本机能用，{n} 样要看一下</source>
        <translation>This machine works; {n} to look at</translation>
    </message>
    <message>
        <source>材料齐了，不用再拍</source>
        <translation>The papers are complete, no picture is needed</translation>
    </message>
    <message>
        <source>来代领就按 Enter；不是，就请持卡人放证，或按 Esc 搁置。</source>
        <translation>Enter if they collect for the holder; if not, have the holder lay theirs down, or press Esc.</translation>
    </message>
    <message>
        <source>档次</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>正在出卡</source>
        <translation>The card is coming out</translation>
    </message>
    <message>
        <source>正式大厅的设置已写好：{file}</source>
        <translation>The settings of a live hall are written: {file}</translation>
    </message>
    <message>
        <source>正式大厅请另开一个数据目录：把 guitai.toml 放进新目录，用 --data-dir 指它</source>
        <translation>A live hall needs a data folder of its own: put guitai.toml into a new one and name it with --data-dir</translation>
    </message>
    <message>
        <source>没有另建一个空的</source>
        <translation>No empty one was put in its place</translation>
    </message>
    <message>
        <source>没有在缺了日志的库上接着办</source>
        <translation>Nothing was done on a database without its log</translation>
    </message>
    <message>
        <source>没有挂失，登记里是谁不要告诉他</source>
        <translation>Nothing was reported; do not tell whose number it is</translation>
    </message>
    <message>
        <source>没有留电话</source>
        <translation>No phone number was left</translation>
    </message>
    <message>
        <source>没有超期未领的卡</source>
        <translation>Every card was fetched in time</translation>
    </message>
    <message>
        <source>没有这一件</source>
        <translation>no such case</translation>
    </message>
    <message>
        <source>没有这个工号</source>
        <translation>Nobody has this number</translation>
    </message>
    <message>
        <source>清单已送打印</source>
        <translation>The list went to the printer</translation>
    </message>
    <message>
        <source>清点现金，备用金不数；接班的人输入工号和口令。钱数不符，要写原因。</source>
        <translation>Count the cash without the change fund; whoever takes over types their number and password. A difference needs a reason.</translation>
    </message>
    <message>
        <source>清除故障</source>
        <translation>clear the fault</translation>
    </message>
    <message>
        <source>照行号改好再来</source>
        <translation>Mend the lines named</translation>
    </message>
    <message>
        <source>现在不能受理</source>
        <translation>cannot be accepted now</translation>
    </message>
    <message>
        <source>现在不能领卡</source>
        <translation>the card cannot be collected now</translation>
    </message>
    <message>
        <source>现在的时间早于最后一笔记录。请技术员先校时，再受理。</source>
        <translation>It is behind the last record. Ask the technician to set it before taking anything on.</translation>
    </message>
    <message>
        <source>现金、扫码、刷卡都可以。</source>
        <translation>Cash, code and bank card are all taken.</translation>
    </message>
    <message>
        <source>生僻字姓名</source>
        <translation>a name of rare characters</translation>
    </message>
    <message>
        <source>由制卡中心制，制好寄给持卡人</source>
        <translation>Made by the card centre and posted to the holder</translation>
    </message>
    <message>
        <source>由制卡中心制，制好送到本厅</source>
        <translation>Made by the card centre and brought to this hall</translation>
    </message>
    <message>
        <source>申请表盖章交给他，凭上面的受理号查结果。</source>
        <translation>Stamp the form and hand it over; its receipt number tells the result.</translation>
    </message>
    <message>
        <source>电脑时间</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>登记为</source>
        <translation>Enrolled as</translation>
    </message>
    <message>
        <source>登记里是 {text}</source>
        <translation>registered as {text}</translation>
    </message>
    <message>
        <source>监护人已核对并签名</source>
        <translation>Checked and signed by the guardian</translation>
    </message>
    <message>
        <source>监护人看过，按空格</source>
        <translation>The guardian has looked: Space</translation>
    </message>
    <message>
        <source>监护人签名</source>
        <translation>Guardian's signature</translation>
    </message>
    <message>
        <source>监护人签领卡回执</source>
        <translation>The guardian signs the collection slip</translation>
    </message>
    <message>
        <source>监护人说内容有误</source>
        <translation>The guardian says something is wrong</translation>
    </message>
    <message>
        <source>监护人说卡面有误</source>
        <translation>The guardian says the face is wrong</translation>
    </message>
    <message>
        <source>看下面带三角的。</source>
        <translation>See those with a triangle below.</translation>
    </message>
    <message>
        <source>看到到账再收。</source>
        <translation>Take it when it has arrived.</translation>
    </message>
    <message>
        <source>看到的就是打出的。</source>
        <translation>What you see is what came out.</translation>
    </message>
    <message>
        <source>看电话</source>
        <translation>Show the phone number</translation>
    </message>
    <message>
        <source>看纸样，补打</source>
        <translation>See the papers, print again</translation>
    </message>
    <message>
        <source>知道到期自动失效：卡找到了来解挂，找不到来办正式挂失和补办。</source>
        <translation>Knows that it ends by itself: come to lift it when the card is found, else for a formal report and a new card.</translation>
    </message>
    <message>
        <source>确认发出</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>确认撤回</source>
        <translation>Withdraw it</translation>
    </message>
    <message>
        <source>离开 {n} 分</source>
        <translation>Away {n} min</translation>
    </message>
    <message>
        <source>空白登记表已送打印</source>
        <translation>The empty form went to the printer</translation>
    </message>
    <message>
        <source>空着</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>等同事交接班</source>
        <translation>A colleague has to hand over</translation>
    </message>
    <message>
        <source>等签名</source>
        <translation>Waiting for the signature</translation>
    </message>
    <message>
        <source>答复的原因</source>
        <translation>the reason of the answer</translation>
    </message>
    <message>
        <source>继续领卡</source>
        <translation>Go on to the hand-over</translation>
    </message>
    <message>
        <source>自己的口令不能自己重设</source>
        <translation>Nobody resets their own password</translation>
    </message>
    <message>
        <source>自己的账号不能自己停用</source>
        <translation>Nobody switches off their own account</translation>
    </message>
    <message>
        <source>色带是 YMCKO</source>
        <translation>the ribbon is YMCKO</translation>
    </message>
    <message>
        <source>补交{paper}</source>
        <translation>{paper} to be brought</translation>
    </message>
    <message>
        <source>补打{papers}</source>
        <translation>Printed again: {papers}</translation>
    </message>
    <message>
        <source>要两个人</source>
        <translation>It takes two</translation>
    </message>
    <message>
        <source>要改就改它；另一个大厅用另一个 --data-dir</source>
        <translation>change that one; another hall takes another --data-dir</translation>
    </message>
    <message>
        <source>设置文件[ {file} ]不对[，{count} 处]</source>
        <translation>The settings file[ {file}] is wrong[ in {count} places]</translation>
    </message>
    <message>
        <source>该做的都做完了。</source>
        <translation>Everything has been done.</translation>
    </message>
    <message>
        <source>语言、主题、字号各选一个</source>
        <translation>One language, one theme, one size</translation>
    </message>
    <message>
        <source>请 {who} 登录，在“日结”里按 F7 交接班。</source>
        <translation>{who} has to sign in and press F7 in Day close.</translation>
    </message>
    <message>
        <source>请他再报一遍；还对不上，请本人带证件到窗口</source>
        <translation>Ask once more; if it still differs, the holder has to come with their document</translation>
    </message>
    <message>
        <source>请他在退费凭证上签名。</source>
        <translation>Have them sign the refund slip.</translation>
    </message>
    <message>
        <source>请他把原件放到高拍仪下，看过再拍。</source>
        <translation>Have the original laid under the document camera; look at it, then take the picture.</translation>
    </message>
    <message>
        <source>请代办人核对并签名</source>
        <translation>The agent checks and signs</translation>
    </message>
    <message>
        <source>请另一位主管来停</source>
        <translation>Ask another supervisor</translation>
    </message>
    <message>
        <source>请在框里签名</source>
        <translation>Please sign in the box</translation>
    </message>
    <message>
        <source>请填单位和名单</source>
        <translation>Complete the employer and the list</translation>
    </message>
    <message>
        <source>请填邮寄地址</source>
        <translation>Where is it posted to?</translation>
    </message>
    <message>
        <source>请审计看日志里这一天的日结，请技术员用备份核对</source>
        <translation>Ask the auditor to look at that day's close in the journal, and the technician to compare it with the backup</translation>
    </message>
    <message>
        <source>请技术员在“设备”里填好它；单据已留底，接好再补打</source>
        <translation>Ask the technician to set it under Devices; the paper is kept and can be printed then</translation>
    </message>
    <message>
        <source>请技术员找回这个文件，或用最近的备份恢复</source>
        <translation>Have a technician find the file again, or restore the latest backup</translation>
    </message>
    <message>
        <source>磁盘不让数据库写日志文件，新库没有建成</source>
        <translation>The disk does not let the database write its log, no new database was made</translation>
    </message>
    <message>
        <source>没有件受影响</source>
        <translation>No case is affected</translation>
    </message>
    <message>
        <source>请技术员看 guitai.toml 在不在、mode 是不是 live；要练习请另开一个数据目录</source>
        <translation>Ask the technician whether guitai.toml is there and its mode is live; practise in another data folder</translation>
    </message>
    <message>
        <source>请技术员看磁盘挂上没有、store 目录是否被移走；找不回来就用 guitai backup restore 恢复到另一个目录</source>
        <translation>Ask the technician whether the disk is mounted and where the folder store went; else restore a backup into another folder with guitai backup restore</translation>
    </message>
    <message>
        <source>请技术员看磁盘是否有空间、是否出错，再打开一次</source>
        <translation>Have a technician see whether the disk has room or fails, then open again</translation>
    </message>
    <message>
        <source>数据库文件是空的</source>
        <translation>The database file is empty</translation>
    </message>
    <message>
        <source>整页</source>
        <translation>whole page</translation>
    </message>
    <message>
        <source>正在写表格，{n}%</source>
        <translation>Writing the table, {n}%</translation>
    </message>
    <message>
        <source>正在打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>正在打印{paper}</source>
        <translation>Printing: {paper}</translation>
    </message>
    <message>
        <source>正在查</source>
        <translation>Looking up</translation>
    </message>
    <message>
        <source>正在画{paper}</source>
        <translation>Drawing: {paper}</translation>
    </message>
    <message>
        <source>没打出（{why}）</source>
        <translation>not printed ({why})</translation>
    </message>
    <message>
        <source>没有往里写任何东西</source>
        <translation>Nothing has been written into it</translation>
    </message>
    <message>
        <source>不要再办件。请技术员用最近的备份恢复</source>
        <translation>Stop taking cases. Let a technician restore the newest backup</translation>
    </message>
    <message>
        <source>不要再办这一件。请技术员看日志，用备份核对</source>
        <translation>Stop this case. Let a technician read the log and compare with a backup</translation>
    </message>
    <message>
        <source>不认识的命令</source>
        <translation>Unknown command</translation>
    </message>
    <message>
        <source>不评也可以；评了什么，柜台看不到。</source>
        <translation>You need not; the counter does not see what you choose.</translation>
    </message>
    <message>
        <source>不需要</source>
        <translation>Not needed</translation>
    </message>
    <message>
        <source>与{device}的通信断了</source>
        <translation>Lost the line to: {device}</translation>
    </message>
    <message>
        <source>与另一件相连</source>
        <translation>Linked with another case</translation>
    </message>
    <message>
        <source>两人一起清点废卡盒</source>
        <translation>Two people count the reject box</translation>
    </message>
    <message>
        <source>两次输入的口令不一样</source>
        <translation>The two passwords differ</translation>
    </message>
    <message>
        <source>两边都没有动</source>
        <translation>Neither side was touched</translation>
    </message>
    <message>
        <source>个人信息告知</source>
        <translation>Privacy notice</translation>
    </message>
    <message>
        <source>中位数，分钟</source>
        <translation>Median, minutes</translation>
    </message>
    <message>
        <source>中位用时</source>
        <translation>Median time</translation>
    </message>
    <message>
        <source>串口</source>
        <translation>Serial port</translation>
    </message>
    <message>
        <source>串口 {port}</source>
        <translation>Serial port {port}</translation>
    </message>
    <message>
        <source>串口 {port}, {baud}</source>
        <translation>Serial port {port}, {baud}</translation>
    </message>
    <message>
        <source>临时卡</source>
        <translation>Temporary card</translation>
    </message>
    <message>
        <source>临时挂失</source>
        <translation>Temporary loss</translation>
    </message>
    <message>
        <source>主管</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>主管一起看过</source>
        <translation>The supervisor has looked too</translation>
    </message>
    <message>
        <source>主管同意</source>
        <translation>Supervisor agrees</translation>
    </message>
    <message>
        <source>主管同意带差异日结</source>
        <translation>The supervisor agrees to close with a difference</translation>
    </message>
    <message>
        <source>主管在这里复核</source>
        <translation>Supervisor approves here</translation>
    </message>
    <message>
        <source>主管席</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>主管才能复核</source>
        <translation>Only a supervisor can approve</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>事项不含</source>
        <translation>Not in the mandate</translation>
    </message>
    <message>
        <source>事项转换</source>
        <translation>Service changed</translation>
    </message>
    <message>
        <source>五个键都按一遍更好。</source>
        <translation>Better press all five keys.</translation>
    </message>
    <message>
        <source>交卡前要做的事</source>
        <translation>Before it is handed over</translation>
    </message>
    <message>
        <source>交卡时启用，旧卡同时作废。</source>
        <translation>Enabled when handed over; the old card is void from then on.</translation>
    </message>
    <message>
        <source>交卡时启用。</source>
        <translation>Enabled when handed over.</translation>
    </message>
    <message>
        <source>交卡后打印领卡回执，客户屏请评价；评了什么，柜台看不到。</source>
        <translation>Then the collection slip is printed and the customer screen asks for a rating; the counter does not see what is chosen.</translation>
    </message>
    <message>
        <source>交卡并启用</source>
        <translation>Hand over and enable</translation>
    </message>
    <message>
        <source>交接班</source>
        <translation>Hand over shift</translation>
    </message>
    <message>
        <source>交给同事</source>
        <translation>Given to a colleague</translation>
    </message>
    <message>
        <source>亮度 {brightness}%，每秒 {rate} 幅。画面不保存。</source>
        <translation>Brightness {brightness}%, {rate} pictures a second. The picture is not kept.</translation>
    </message>
    <message>
        <source>亲属关系证明</source>
        <translation>Proof of relation</translation>
    </message>
    <message>
        <source>亲属身份证件</source>
        <translation>Relative's document</translation>
    </message>
    <message>
        <source>人</source>
        <translation>people</translation>
    </message>
    <message>
        <source>人工录入</source>
        <translation>typed</translation>
    </message>
    <message>
        <source>人工核验</source>
        <translation>Checked by hand</translation>
    </message>
    <message>
        <source>什么也没有印，件不受影响</source>
        <translation>Nothing was printed, the case is as it was</translation>
    </message>
    <message>
        <source>今天下班前用清洁卡清洁一次</source>
        <translation>Clean it with a cleaning card before the hall closes</translation>
    </message>
    <message>
        <source>今天不必办</source>
        <translation>Not today</translation>
    </message>
    <message>
        <source>今天全厅</source>
        <translation>Whole hall today</translation>
    </message>
    <message>
        <source>今天没带</source>
        <translation>Not brought today</translation>
    </message>
    <message>
        <source>今天没有这个号[：{ticket}]</source>
        <translation>No such ticket today[: {ticket}]</translation>
    </message>
    <message>
        <source>今天还没有办件</source>
        <translation>No cases yet today</translation>
    </message>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>今日受理</source>
        <translation>Accepted today</translation>
    </message>
    <message>
        <source>今日本窗口</source>
        <translation>This window today</translation>
    </message>
    <message>
        <source>今日读卡</source>
        <translation>Cards read today</translation>
    </message>
    <message>
        <source>从标准输入给两行，再来一次</source>
        <translation>Give two lines on stdin and try again</translation>
    </message>
    <message>
        <source>代办人</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>代办人 {name}，请再放持卡人身份证</source>
        <translation>Agent {name}; now the holder's ID card</translation>
    </message>
    <message>
        <source>代办人的身份证放上就读；单位批量在“更多”里。</source>
        <translation>Read as soon as the agent's card is laid down; employers are under More.</translation>
    </message>
    <message>
        <source>代办或单位</source>
        <translation>Agent or employer</translation>
    </message>
    <message>
        <source>代办正式挂失须复核</source>
        <translation>By agent: approval</translation>
    </message>
    <message>
        <source>以上属实。</source>
        <translation>All of this is true.</translation>
    </message>
    <message>
        <source>以前存好的都在</source>
        <translation>All kept before is safe</translation>
    </message>
    <message>
        <source>件</source>
        <translation>cases</translation>
    </message>
    <message>
        <source>优先</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>会打印</source>
        <translation>Will be printed</translation>
    </message>
    <message>
        <source>低一点</source>
        <translation>Lower</translation>
    </message>
    <message>
        <source>低保</source>
        <translation>Minimum allowance</translation>
    </message>
    <message>
        <source>住址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>余额仅限本人</source>
        <translation>Balance: holder only</translation>
    </message>
    <message>
        <source>余额只告诉本人</source>
        <translation>The balance is told to the holder only</translation>
    </message>
    <message>
        <source>使用范围</source>
        <translation>Area of use</translation>
    </message>
    <message>
        <source>供电不足</source>
        <translation>Too little power</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>By rule</translation>
    </message>
    <message>
        <source>依据，{name} {version}</source>
        <translation>Rules, {name} {version}</translation>
    </message>
    <message>
        <source>保存，就用它</source>
        <translation>Save and use it</translation>
    </message>
    <message>
        <source>信息一致</source>
        <translation>Data agree</translation>
    </message>
    <message>
        <source>信息变更</source>
        <translation>Data correction</translation>
    </message>
    <message>
        <source>信息验证失败</source>
        <translation>Information not authenticated</translation>
    </message>
    <message>
        <source>偏大</source>
        <translation>Too large</translation>
    </message>
    <message>
        <source>偏小</source>
        <translation>Too small</translation>
    </message>
    <message>
        <source>偏灰</source>
        <translation>too grey</translation>
    </message>
    <message>
        <source>做好一张纸</source>
        <translation>A paper was made</translation>
    </message>
    <message>
        <source>做这一行的事：拍、勾、放大</source>
        <translation>Do this row: scan, tick, zoom</translation>
    </message>
    <message>
        <source>停了</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>停了：{reasons}</source>
        <translation>Stopped: {reasons}</translation>
    </message>
    <message>
        <source>停用这台打印机，叫技术员</source>
        <translation>Stop using this printer and call a technician</translation>
    </message>
    <message>
        <source>像素</source>
        <translation>px</translation>
    </message>
    <message>
        <source>元</source>
        <translation>yuan</translation>
    </message>
    <message>
        <source>先不</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>先不要制卡。请主管盘点，请技术员看日志</source>
        <translation>Make no cards for now. Let a supervisor count and a technician read the log</translation>
    </message>
    <message>
        <source>先不要办件，请技术员找回新的那份，或用最近的备份恢复</source>
        <translation>Stop. Let a technician find the newer one, or restore the newest backup</translation>
    </message>
    <message>
        <source>先不要办件，请技术员放回原处</source>
        <translation>Stop and let a technician put it back</translation>
    </message>
    <message>
        <source>先不要办件，请技术员来看</source>
        <translation>Stop and call a technician</translation>
    </message>
    <message>
        <source>先不要办件，请技术员来看是谁换的</source>
        <translation>Stop and let a technician see who did it</translation>
    </message>
    <message>
        <source>先前的复核有效</source>
        <translation>The earlier approval holds</translation>
    </message>
    <message>
        <source>先前的答复有效</source>
        <translation>The earlier answer holds</translation>
    </message>
    <message>
        <source>先前的评价有效</source>
        <translation>The earlier rating holds</translation>
    </message>
    <message>
        <source>先办养老参保</source>
        <translation>Pension first</translation>
    </message>
    <message>
        <source>先参保</source>
        <translation>Enrol first</translation>
    </message>
    <message>
        <source>先填邮寄地址</source>
        <translation>Fill in the postal address first</translation>
    </message>
    <message>
        <source>先处理别的，再查一次</source>
        <translation>See to the others first, then test again</translation>
    </message>
    <message>
        <source>先建好目录，或换一个</source>
        <translation>Make the folder first, or choose another</translation>
    </message>
    <message>
        <source>先留一张照片</source>
        <translation>Take its picture first</translation>
    </message>
    <message>
        <source>先收件待核验</source>
        <translation>Take in unverified</translation>
    </message>
    <message>
        <source>先清点</source>
        <translation>Count first</translation>
    </message>
    <message>
        <source>先看出卡口和制卡机里面，再回答画面上的问题</source>
        <translation>Look at the exit and inside the printer, then answer the question on the screen</translation>
    </message>
    <message>
        <source>先看清这张卡，退到废卡盒或取出</source>
        <translation>Look at that card first, then reject it or take it out</translation>
    </message>
    <message>
        <source>先记找不到</source>
        <translation>Record as not found</translation>
    </message>
    <message>
        <source>先输入口令</source>
        <translation>Type the password first</translation>
    </message>
    <message>
        <source>先输入姓名</source>
        <translation>Type the name first</translation>
    </message>
    <message>
        <source>先输入您的口令</source>
        <translation>Enter your password first</translation>
    </message>
    <message>
        <source>先选它现在的样子</source>
        <translation>First choose how it is now</translation>
    </message>
    <message>
        <source>先选缴费档次，F10</source>
        <translation>Choose the contribution tier first, F10</translation>
    </message>
    <message>
        <source>光太强</source>
        <translation>Less light</translation>
    </message>
    <message>
        <source>免费</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>六大行账户</source>
        <translation>Six banks' accounts</translation>
    </message>
    <message>
        <source>关好卡箱</source>
        <translation>Close the feeder</translation>
    </message>
    <message>
        <source>关好废卡盒</source>
        <translation>Close the reject box</translation>
    </message>
    <message>
        <source>关掉别的打印程序再试</source>
        <translation>Close the other printing program and try again</translation>
    </message>
    <message>
        <source>关机再开；再出错就叫技术员</source>
        <translation>Switch it off and on; if it comes again, call a technician</translation>
    </message>
    <message>
        <source>关机，打开盖子清理切刀</source>
        <translation>Switch it off, open the cover and clear the cutter</translation>
    </message>
    <message>
        <source>关系：{who}</source>
        <translation>Relation: {who}</translation>
    </message>
    <message>
        <source>其中容缺</source>
        <translation>of which to follow</translation>
    </message>
    <message>
        <source>其中容缺 {n}</source>
        <translation>{n} to follow</translation>
    </message>
    <message>
        <source>其余的可以带着结。</source>
        <translation>The rest may stay open.</translation>
    </message>
    <message>
        <source>内容不显示</source>
        <translation>Content not shown</translation>
    </message>
    <message>
        <source>内容指纹</source>
        <translation>Digest</translation>
    </message>
    <message>
        <source>内容有误</source>
        <translation>Something is wrong</translation>
    </message>
    <message>
        <source>再叫 {number}</source>
        <translation>Call {number} again</translation>
    </message>
    <message>
        <source>再叫一遍</source>
        <translation>Call again</translation>
    </message>
    <message>
        <source>再打印日报</source>
        <translation>Print report again</translation>
    </message>
    <message>
        <source>再次打开告知单</source>
        <translation>Notice opened again</translation>
    </message>
    <message>
        <source>再次读身份证，与申请人相同</source>
        <translation>Read the ID card again: the same as the applicant</translation>
    </message>
    <message>
        <source>再看一次</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>再等 {n} 秒</source>
        <translation>Wait {n} s</translation>
    </message>
    <message>
        <source>再试</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>再试启用</source>
        <translation>Enable again</translation>
    </message>
    <message>
        <source>再读、再试</source>
        <translation>Read or try again</translation>
    </message>
    <message>
        <source>再输一次</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>再输一次。</source>
        <translation>Type them again.</translation>
    </message>
    <message>
        <source>再输一次口令</source>
        <translation>Type the password again</translation>
    </message>
    <message>
        <source>再连摄像头</source>
        <translation>Connect camera again</translation>
    </message>
    <message>
        <source>再问一次</source>
        <translation>Ask again</translation>
    </message>
    <message>
        <source>再问参保登记</source>
        <translation>Ask the registry again</translation>
    </message>
    <message>
        <source>再问参保登记和卡管</source>
        <translation>Ask registry and card service again</translation>
    </message>
    <message>
        <source>写不进这个文件[：{file}][（{why}）]</source>
        <translation>This file cannot be written[: {file}][ ({why})]</translation>
    </message>
    <message>
        <source>写明原因，由主管同意，差异转入次日报表。</source>
        <translation>Write down why; a supervisor agrees and it goes into the next report.</translation>
    </message>
    <message>
        <source>写的是 {value}</source>
        <translation>found: {value}</translation>
    </message>
    <message>
        <source>减免</source>
        <translation>Waiver</translation>
    </message>
    <message>
        <source>减免 {n}</source>
        <translation>{n} waived</translation>
    </message>
    <message>
        <source>减免 {waiver}</source>
        <translation>Waived: {waiver}</translation>
    </message>
    <message>
        <source>减免工本费 {sum} 元</source>
        <translation>Waive the card fee of {sum} yuan</translation>
    </message>
    <message>
        <source>减免还没有复核</source>
        <translation>The waiver is not approved yet</translation>
    </message>
    <message>
        <source>减免须复核，不同意则补交 {due} 元。</source>
        <translation>The waiver needs approval; if declined, {due} yuan are due.</translation>
    </message>
    <message>
        <source>出入库</source>
        <translation>Into or out of the vault</translation>
    </message>
    <message>
        <source>出卡</source>
        <translation>Eject</translation>
    </message>
    <message>
        <source>出卡口还有一张卡</source>
        <translation>A card lies at the exit</translation>
    </message>
    <message>
        <source>出卡盒满了</source>
        <translation>The output box is full</translation>
    </message>
    <message>
        <source>出生医学证明</source>
        <translation>Birth certificate</translation>
    </message>
    <message>
        <source>出错</source>
        <translation>Fault</translation>
    </message>
    <message>
        <source>切刀卡住了</source>
        <translation>The cutter is stuck</translation>
    </message>
    <message>
        <source>刚才那一步没有算数</source>
        <translation>The last step did not count</translation>
    </message>
    <message>
        <source>刚拍的照片</source>
        <translation>The photo just taken</translation>
    </message>
    <message>
        <source>判定</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>别动</source>
        <translation>Keep still</translation>
    </message>
    <message>
        <source>别的号没有动</source>
        <translation>The other tickets are as they were</translation>
    </message>
    <message>
        <source>到</source>
        <translation>please go to</translation>
    </message>
    <message>
        <source>到 {until}</source>
        <translation>to {until}</translation>
    </message>
    <message>
        <source>到下一格；到了最后一格，就做主按钮的事</source>
        <translation>Next field; on the last one, the main button</translation>
    </message>
    <message>
        <source>到时再试；忘了口令请主管重设</source>
        <translation>Try again then; a supervisor can reset a forgotten password</translation>
    </message>
    <message>
        <source>到期免费</source>
        <translation>Expired: free</translation>
    </message>
    <message>
        <source>到期日</source>
        <translation>Expiry date</translation>
    </message>
    <message>
        <source>到那一行，或选那个答案</source>
        <translation>Go to that row, or choose that answer</translation>
    </message>
    <message>
        <source>制卡中心批次</source>
        <translation>Batch of the card centre</translation>
    </message>
    <message>
        <source>制卡时限</source>
        <translation>Making time</translation>
    </message>
    <message>
        <source>制卡机</source>
        <translation>Card printer</translation>
    </message>
    <message>
        <source>制卡机还不能打印[：{reasons}]</source>
        <translation>The card printer cannot print yet[: {reasons}]</translation>
    </message>
    <message>
        <source>制卡机里还有卡没有定下来[，{jobs} 张]</source>
        <translation>A card in the printer is not settled yet[, {jobs} of them]</translation>
    </message>
    <message>
        <source>前 6 位</source>
        <translation>first 6</translation>
    </message>
    <message>
        <source>剪角收好；收了按空格</source>
        <translation>Cut it and keep it; then Space</translation>
    </message>
    <message>
        <source>剪角放进废卡袋，两人销毁</source>
        <translation>Cut it into the bag of spoiled cards, two people destroy it</translation>
    </message>
    <message>
        <source>办完一件时，第二块屏上会出五个选项。</source>
        <translation>After a case the second screen shows five choices.</translation>
    </message>
    <message>
        <source>办完它</source>
        <translation>Finish it</translation>
    </message>
    <message>
        <source>办理渠道</source>
        <translation>Channels</translation>
    </message>
    <message>
        <source>办结</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>办结的件都在</source>
        <translation>Finished cases are all there</translation>
    </message>
    <message>
        <source>办结这次来访</source>
        <translation>Visit concluded</translation>
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
        <source>十五位旧号</source>
        <translation>15-digit number</translation>
    </message>
    <message>
        <source>升级免费</source>
        <translation>Upgrade: free</translation>
    </message>
    <message>
        <source>单位介绍信</source>
        <translation>Employer's letter</translation>
    </message>
    <message>
        <source>单位信息登记表</source>
        <translation>Employer's list</translation>
    </message>
    <message>
        <source>单位学校申办</source>
        <translation>Employers and schools</translation>
    </message>
    <message>
        <source>单位学校领取</source>
        <translation>Collected in bulk</translation>
    </message>
    <message>
        <source>占 {n}%</source>
        <translation>{n}%</translation>
    </message>
    <message>
        <source>占用空白卡</source>
        <translation>Reserve a blank</translation>
    </message>
    <message>
        <source>卡</source>
        <translation>Cards</translation>
    </message>
    <message>
        <source>卡上的内容没有改</source>
        <translation>Nothing on the card was changed</translation>
    </message>
    <message>
        <source>卡不对</source>
        <translation>Wrong card</translation>
    </message>
    <message>
        <source>卡不认模块</source>
        <translation>Card rejects module</translation>
    </message>
    <message>
        <source>卡先不要当好卡用</source>
        <translation>Do not take the card for a good one yet</translation>
    </message>
    <message>
        <source>卡先别交，稍后按 F5 再问</source>
        <translation>Keep the card and press F5 later to ask again</translation>
    </message>
    <message>
        <source>卡先别交，还没启用</source>
        <translation>Keep the card, it is not enabled yet</translation>
    </message>
    <message>
        <source>卡出来了，请看卡面</source>
        <translation>The card is out, please look at it</translation>
    </message>
    <message>
        <source>卡出来前不要开盖。</source>
        <translation>Keep the cover closed until it is out.</translation>
    </message>
    <message>
        <source>卡出来前不要开盖。每一步先记下再做。</source>
        <translation>Keep the cover closed until it is out. Each step is noted before it is taken.</translation>
    </message>
    <message>
        <source>卡卡了，半印的卡已退出</source>
        <translation>Card jam, the half-printed card is out</translation>
    </message>
    <message>
        <source>卡印坏了[：{reason}]</source>
        <translation>The card came out bad[: {reason}]</translation>
    </message>
    <message>
        <source>卡印坏了[：{reason}]，已退到废卡盒</source>
        <translation>The card came out bad[: {reason}] and lies in the reject box</translation>
    </message>
    <message>
        <source>卡号已经是别人的[：{card}]</source>
        <translation>The card number belongs to somebody else[: {card}]</translation>
    </message>
    <message>
        <source>卡和件都没有动</source>
        <translation>Cards and cases are as they were</translation>
    </message>
    <message>
        <source>卡和受理件都没有改</source>
        <translation>Neither card nor case was changed</translation>
    </message>
    <message>
        <source>卡和账户里的钱都没有动</source>
        <translation>Neither the card nor the money in the account was touched</translation>
    </message>
    <message>
        <source>卡在读完前移开了</source>
        <translation>The card moved before it was read</translation>
    </message>
    <message>
        <source>卡在选卡时移开了</source>
        <translation>The card moved while it was selected</translation>
    </message>
    <message>
        <source>卡已制成，不能撤回</source>
        <translation>The card is made, it cannot be withdrawn</translation>
    </message>
    <message>
        <source>卡已经做好了，不能退费撤回</source>
        <translation>The card is made already; it cannot be withdrawn and refunded</translation>
    </message>
    <message>
        <source>卡没有交出去</source>
        <translation>The card was not given away</translation>
    </message>
    <message>
        <source>卡没有动</source>
        <translation>The card was not touched</translation>
    </message>
    <message>
        <source>卡没有认出这台模块</source>
        <translation>The card did not accept this module</translation>
    </message>
    <message>
        <source>卡片卡住了</source>
        <translation>A card is jammed</translation>
    </message>
    <message>
        <source>卡片没走到位</source>
        <translation>The card did not reach its place</translation>
    </message>
    <message>
        <source>卡的回答没完没了，已停止读</source>
        <translation>The card never stops answering; reading was ended</translation>
    </message>
    <message>
        <source>卡的状态没有变</source>
        <translation>The card is as it was</translation>
    </message>
    <message>
        <source>卡种</source>
        <translation>Kind of card</translation>
    </message>
    <message>
        <source>卡管 {time}</source>
        <translation>Card service {time}</translation>
    </message>
    <message>
        <source>卡管不同意[“{action}”][：{text}]</source>
        <translation>The card service refuses[ "{action}"][: {text}]</translation>
    </message>
    <message>
        <source>卡管应答</source>
        <translation>Card service's answer</translation>
    </message>
    <message>
        <source>卡管没有回音[：{action}]</source>
        <translation>The card service has not answered[: {action}]</translation>
    </message>
    <message>
        <source>卡管没有回音：{action}</source>
        <translation>The card service has not answered: {action}</translation>
    </message>
    <message>
        <source>卡管系统</source>
        <translation>Card service</translation>
    </message>
    <message>
        <source>卡管系统不认本机的签名</source>
        <translation>The card service does not accept this desk's signature</translation>
    </message>
    <message>
        <source>卡管系统出错[（HTTP {http}）]</source>
        <translation>The card service reports a fault[ (HTTP {http})]</translation>
    </message>
    <message>
        <source>卡管系统没有应答</source>
        <translation>The card service does not answer</translation>
    </message>
    <message>
        <source>卡管系统没有按时应答</source>
        <translation>The card service did not answer in time</translation>
    </message>
    <message>
        <source>卡管系统的回答看不懂</source>
        <translation>The card service's answer makes no sense</translation>
    </message>
    <message>
        <source>卡箱没有关好</source>
        <translation>The feeder is not closed</translation>
    </message>
    <message>
        <source>卡箱空了</source>
        <translation>The feeder is empty</translation>
    </message>
    <message>
        <source>卡箱里的卡不多了</source>
        <translation>Few cards are left in the feeder</translation>
    </message>
    <message>
        <source>卡还没有到待领</source>
        <translation>The card is not ready to collect</translation>
    </message>
    <message>
        <source>卡里的信息没有通过验证</source>
        <translation>What is on the card was not authenticated</translation>
    </message>
    <message>
        <source>卡面</source>
        <translation>Card face</translation>
    </message>
    <message>
        <source>卡面上放不下[“{field}”]</source>
        <translation>This does not fit on the card[: {field}]</translation>
    </message>
    <message>
        <source>卡面完好</source>
        <translation>Card is good</translation>
    </message>
    <message>
        <source>卡面有误</source>
        <translation>Face is wrong</translation>
    </message>
    <message>
        <source>卡面有误，要重制</source>
        <translation>The card's face is wrong, make another</translation>
    </message>
    <message>
        <source>卡面没有错</source>
        <translation>The face is right after all</translation>
    </message>
    <message>
        <source>卡面由柜员确认完好，{time}</source>
        <translation>Found good by the clerk, {time}</translation>
    </message>
    <message>
        <source>印坏了</source>
        <translation>Misprinted</translation>
    </message>
    <message>
        <source>印坏：记废卡、剪角入袋，两人销毁。再卡一次，就转制卡中心并发临时卡。</source>
        <translation>Misprinted: recorded as spoiled, cut and bagged, destroyed by two. After another jam the card centre makes it and a temporary card is given.</translation>
    </message>
    <message>
        <source>印好的卡面</source>
        <translation>The printed face</translation>
    </message>
    <message>
        <source>即办即取</source>
        <translation>Card at once</translation>
    </message>
    <message>
        <source>即办发卡</source>
        <translation>Cards made at once</translation>
    </message>
    <message>
        <source>原卡</source>
        <translation>Old card</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>去制卡</source>
        <translation>Make the card</translation>
    </message>
    <message>
        <source>去处理</source>
        <translation>Go there</translation>
    </message>
    <message>
        <source>去处理未决打印</source>
        <translation>Settle print job</translation>
    </message>
    <message>
        <source>去复核</source>
        <translation>Go to approval</translation>
    </message>
    <message>
        <source>去收款</source>
        <translation>Take the fee</translation>
    </message>
    <message>
        <source>参保</source>
        <translation>Insured</translation>
    </message>
    <message>
        <source>参保地不在本地</source>
        <translation>Insured elsewhere</translation>
    </message>
    <message>
        <source>参保已终止</source>
        <translation>Insurance ended</translation>
    </message>
    <message>
        <source>参保户口簿</source>
        <translation>Enrolment: register</translation>
    </message>
    <message>
        <source>参保暂停[，{since} 起]</source>
        <translation>Insurance paused[ since {since}]</translation>
    </message>
    <message>
        <source>参保时间不够[，{from} 起才能申领]</source>
        <translation>Insured too short a time[, can apply from {from}]</translation>
    </message>
    <message>
        <source>参保暂停</source>
        <translation>Insurance paused</translation>
    </message>
    <message>
        <source>参保满期</source>
        <translation>Insured long enough</translation>
    </message>
    <message>
        <source>参保登记</source>
        <translation>Registry</translation>
    </message>
    <message>
        <source>参保登记 {time}</source>
        <translation>Registry {time}</translation>
    </message>
    <message>
        <source>参保登记不受理[：{text}]</source>
        <translation>The registry refuses[: {text}]</translation>
    </message>
    <message>
        <source>参保登记不认本机的签名</source>
        <translation>The registry does not accept this desk's signature</translation>
    </message>
    <message>
        <source>参保登记出错[（HTTP {http}）]</source>
        <translation>The registry reports a fault[ (HTTP {http})]</translation>
    </message>
    <message>
        <source>参保登记和卡管**没有收到**新卡的通知</source>
        <translation>Registry and card service were told **nothing of the new card**</translation>
    </message>
    <message>
        <source>参保登记恢复后用同一编号再问，不会重复受理。</source>
        <translation>When the registry is back, the same number is asked again; nothing is accepted twice.</translation>
    </message>
    <message>
        <source>参保登记没有应答</source>
        <translation>Registry silent</translation>
    </message>
    <message>
        <source>参保登记没有应答，可先收件</source>
        <translation>Registry silent: take in unverified</translation>
    </message>
    <message>
        <source>参保登记没有应答，可先收件，不收费、不制卡</source>
        <translation>Registry silent: take in, no fee, no card</translation>
    </message>
    <message>
        <source>参保登记没有按时应答</source>
        <translation>The registry did not answer in time</translation>
    </message>
    <message>
        <source>参保登记的回答看不懂</source>
        <translation>The registry's answer makes no sense</translation>
    </message>
    <message>
        <source>参保登记里还是原来的姓名或号码</source>
        <translation>The registry still holds the old name or number</translation>
    </message>
    <message>
        <source>参保补贴</source>
        <translation>Subsidy</translation>
    </message>
    <message>
        <source>参保险种</source>
        <translation>Kinds of insurance</translation>
    </message>
    <message>
        <source>发</source>
        <translation>sent</translation>
    </message>
    <message>
        <source>发出去了，打印机没有说印好没有</source>
        <translation>Sent; the printer did not say whether it printed</translation>
    </message>
    <message>
        <source>发出去了，没有回答</source>
        <translation>Sent, but no answer</translation>
    </message>
    <message>
        <source>取出卡箱里的卡，抖松对齐再装回</source>
        <translation>Take the cards out of the feeder, fan and square them, put them back</translation>
    </message>
    <message>
        <source>取出这张坏卡，记废卡后重制</source>
        <translation>Take the bad card out, record it as spoiled and make another</translation>
    </message>
    <message>
        <source>取号时说明</source>
        <translation>Told at the ticket</translation>
    </message>
    <message>
        <source>取走出卡口的卡，核对是谁的</source>
        <translation>Take it and see whose it is</translation>
    </message>
    <message>
        <source>取走出卡盒里的卡，逐张核对</source>
        <translation>Take the cards out of the output box and check each</translation>
    </message>
    <message>
        <source>取随机数失败</source>
        <translation>No random number</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>Acceptance</translation>
    </message>
    <message>
        <source>受理号 {number}</source>
        <translation>Acceptance number {number}</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>口令不对[，请等 {wait}再试]</source>
        <translation>Wrong password[, wait {wait} before the next try]</translation>
    </message>
    <message>
        <source>口令到期了</source>
        <translation>The password has to be changed</translation>
    </message>
    <message>
        <source>口令到期了，要先换</source>
        <translation>The password is due for a change</translation>
    </message>
    <message>
        <source>口令短语不对，打不开数据库</source>
        <translation>The passphrase is wrong, the database stays closed</translation>
    </message>
    <message>
        <source>另交{paper}</source>
        <translation>Also handed in: {paper}</translation>
    </message>
    <message>
        <source>另有 {n} 人：{numbers}</source>
        <translation>{n} more: {numbers}</translation>
    </message>
    <message>
        <source>另有险种暂停</source>
        <translation>Other one paused</translation>
    </message>
    <message>
        <source>只作线索，不作身份证明</source>
        <translation>A clue only, no proof of identity</translation>
    </message>
    <message>
        <source>只有复印件</source>
        <translation>Copy only</translation>
    </message>
    <message>
        <source>只有复印件[：{material}]</source>
        <translation>Copy only[: {material}]</translation>
    </message>
    <message>
        <source>只能一人</source>
        <translation>one person only</translation>
    </message>
    <message>
        <source>叫下一个号</source>
        <translation>Call the next ticket</translation>
    </message>
    <message>
        <source>叫号 {number}</source>
        <translation>Call {number}</translation>
    </message>
    <message>
        <source>叫技术员</source>
        <translation>Call technician</translation>
    </message>
    <message>
        <source>叫技术员在打印机设置里打开状态报告</source>
        <translation>Let a technician switch the status reports on</translation>
    </message>
    <message>
        <source>叫技术员恢复队列</source>
        <translation>Let a technician resume the queue</translation>
    </message>
    <message>
        <source>叫技术员换一个打印队列</source>
        <translation>Let a technician choose another queue</translation>
    </message>
    <message>
        <source>叫技术员换证书</source>
        <translation>Let a technician replace the certificate</translation>
    </message>
    <message>
        <source>叫技术员授权</source>
        <translation>Let a technician grant it</translation>
    </message>
    <message>
        <source>叫技术员核对型号</source>
        <translation>Let a technician check the model</translation>
    </message>
    <message>
        <source>叫技术员核对打印机型号和设置</source>
        <translation>Let a technician check model and settings</translation>
    </message>
    <message>
        <source>叫技术员登录</source>
        <translation>Let a technician sign in</translation>
    </message>
    <message>
        <source>叫技术员解锁</source>
        <translation>Let a technician unlock it</translation>
    </message>
    <message>
        <source>叫技术员重启打印服务</source>
        <translation>Let a technician restart the print service</translation>
    </message>
    <message>
        <source>叫的次数还不够，不能过号[：{ticket} 叫了 {calls} 次]</source>
        <translation>Not called often enough to skip[: {ticket}, {calls} times]</translation>
    </message>
    <message>
        <source>可不接</source>
        <translation>May stay unfitted</translation>
    </message>
    <message>
        <source>可以</source>
        <translation>Can be done</translation>
    </message>
    <message>
        <source>可以临时挂失</source>
        <translation>Can be reported lost for a time</translation>
    </message>
    <message>
        <source>可以临时挂失，{day}自动失效</source>
        <translation>Can be reported lost, lapses on {day}</translation>
    </message>
    <message>
        <source>可以交卡</source>
        <translation>Ready to hand over</translation>
    </message>
    <message>
        <source>可以办什么</source>
        <translation>What can be done</translation>
    </message>
    <message>
        <source>可以受理，今天拿卡</source>
        <translation>Can be accepted, card today</translation>
    </message>
    <message>
        <source>可以受理，制好后邮寄</source>
        <translation>Can be accepted, the card is mailed</translation>
    </message>
    <message>
        <source>可以受理：{service}</source>
        <translation>Can be accepted: {service}</translation>
    </message>
    <message>
        <source>可以告知</source>
        <translation>Can be told</translation>
    </message>
    <message>
        <source>可以容缺受理，{owed}后补</source>
        <translation>Can be accepted, to follow: {owed}</translation>
    </message>
    <message>
        <source>可以带着结</source>
        <translation>May stay open</translation>
    </message>
    <message>
        <source>可以拍了</source>
        <translation>Ready to take</translation>
    </message>
    <message>
        <source>可以按空格手工勾，行里写“未留影像”。</source>
        <translation>Tick by hand with Space; the row then says "no picture".</translation>
    </message>
    <message>
        <source>可以搁置去办别的件；也可以请主管在这里复核。</source>
        <translation>You may set it aside and serve others, or a supervisor approves here.</translation>
    </message>
    <message>
        <source>可以日结</source>
        <translation>Ready to close</translation>
    </message>
    <message>
        <source>可以正式挂失</source>
        <translation>Can be reported lost formally</translation>
    </message>
    <message>
        <source>可容缺</source>
        <translation>May follow</translation>
    </message>
    <message>
        <source>号</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>号码</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>号码校验</source>
        <translation>Number check</translation>
    </message>
    <message>
        <source>号还在排</source>
        <translation>The ticket keeps its place</translation>
    </message>
    <message>
        <source>合上盖子</source>
        <translation>Close the cover</translation>
    </message>
    <message>
        <source>合作银行</source>
        <translation>Partner banks</translation>
    </message>
    <message>
        <source>合格</source>
        <translation>Good</translation>
    </message>
    <message>
        <source>同一个操作编号送来了两样内容</source>
        <translation>One key came with two different contents</translation>
    </message>
    <message>
        <source>同一件、同一笔费用，换一张空白卡</source>
        <translation>The same case and the same fee, another blank</translation>
    </message>
    <message>
        <source>同一编号再问，不会做两次</source>
        <translation>The same number is asked again and never acts twice</translation>
    </message>
    <message>
        <source>同意</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>同意{what}</source>
        <translation>Approve {what}</translation>
    </message>
    <message>
        <source>同意减免 {sum}</source>
        <translation>Approve waiver {sum}</translation>
    </message>
    <message>
        <source>同意：{yes}</source>
        <translation>Yes: {yes}</translation>
    </message>
    <message>
        <source>名册不是能打开的 Excel 文件[（{file}）]</source>
        <translation>The roll is no Excel file that opens[ ({file})]</translation>
    </message>
    <message>
        <source>名册不是能读的文本[（{file}）][，第 {line} 行]</source>
        <translation>The roll is no readable text[ ({file})][, line {line}]</translation>
    </message>
    <message>
        <source>名册没有变</source>
        <translation>The roll is as it was</translation>
    </message>
    <message>
        <source>名册第一行没有列名[（{file}）]</source>
        <translation>The first row of the roll has no column names[ ({file})]</translation>
    </message>
    <message>
        <source>名册缺列[：{columns}]</source>
        <translation>The roll lacks columns[: {columns}]</translation>
    </message>
    <message>
        <source>名单里重复</source>
        <translation>Listed twice</translation>
    </message>
    <message>
        <source>后 4 位</source>
        <translation>last 4</translation>
    </message>
    <message>
        <source>后缀</source>
        <translation>Suffix</translation>
    </message>
    <message>
        <source>后补</source>
        <translation>To follow</translation>
    </message>
    <message>
        <source>听到提示音再拿开。</source>
        <translation>Take it up after the beep.</translation>
    </message>
    <message>
        <source>启用</source>
        <translation>Enabled</translation>
    </message>
    <message>
        <source>告知范围</source>
        <translation>Who may be told</translation>
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
        <source>命令发出后打印机没有答复</source>
        <translation>The printer did not answer the command</translation>
    </message>
    <message>
        <source>命令用得不对[：{said}]</source>
        <translation>Wrong usage[: {said}]</translation>
    </message>
    <message>
        <source>和打印机的连接断了</source>
        <translation>The line to the printer is cut</translation>
    </message>
    <message>
        <source>受理号、身份号码、姓名或拼音</source>
        <translation>Receipt, identity number, name or pinyin</translation>
    </message>
    <message>
        <source>回执机</source>
        <translation>Receipt printer</translation>
    </message>
    <message>
        <source>回答断在半路</source>
        <translation>The answer broke off</translation>
    </message>
    <message>
        <source>回答里有错码</source>
        <translation>The answer was garbled</translation>
    </message>
    <message>
        <source>在休眠</source>
        <translation>Asleep</translation>
    </message>
    <message>
        <source>在办</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>在打印</source>
        <translation>printing</translation>
    </message>
    <message>
        <source>在看</source>
        <translation>Looking</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>地址仅提示</source>
        <translation>Address: a hint only</translation>
    </message>
    <message>
        <source>基本医疗保险</source>
        <translation>basic medical insurance</translation>
    </message>
    <message>
        <source>基本满意</source>
        <translation>Fair</translation>
    </message>
    <message>
        <source>填好的都在</source>
        <translation>All that was filled in is kept</translation>
    </message>
    <message>
        <source>填好的都在，没有提交</source>
        <translation>All that was filled in is kept, nothing was submitted</translation>
    </message>
    <message>
        <source>声明</source>
        <translation>Declared</translation>
    </message>
    <message>
        <source>备份文件中间缺了或被改过[（{file}）]</source>
        <translation>The backup lacks a part or was changed[ ({file})]</translation>
    </message>
    <message>
        <source>备份文件坏了[（{file}）]</source>
        <translation>The backup is damaged[ ({file})]</translation>
    </message>
    <message>
        <source>备份是另外的文件，不受影响</source>
        <translation>Backups are other files and not touched by it</translation>
    </message>
    <message>
        <source>备份里的数据库有坏页[（{file}）]</source>
        <translation>The database in the backup has damaged pages[ ({file})]</translation>
    </message>
    <message>
        <source>备份里的空白卡账对不上[（{file}）]</source>
        <translation>The blanks in the backup do not add up[ ({file})]</translation>
    </message>
    <message>
        <source>备好一卷新纸</source>
        <translation>Have a new roll ready</translation>
    </message>
    <message>
        <source>备好一卷新膜</source>
        <translation>Have a new film ready</translation>
    </message>
    <message>
        <source>备好一卷新色带</source>
        <translation>Have a new ribbon ready</translation>
    </message>
    <message>
        <source>备好一卷纸</source>
        <translation>Have a new roll ready</translation>
    </message>
    <message>
        <source>备好空白卡</source>
        <translation>Have blanks ready</translation>
    </message>
    <message>
        <source>复位</source>
        <translation>Reset</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>复制线上往来</source>
        <translation>Copy the line's traffic</translation>
    </message>
    <message>
        <source>复印件</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>复核</source>
        <translation>Approval</translation>
    </message>
    <message>
        <source>复核人的口令</source>
        <translation>Second person's password</translation>
    </message>
    <message>
        <source>复核后由系统接着办。</source>
        <translation>The system goes on after approval.</translation>
    </message>
    <message>
        <source>复核还没有答复[：{approvals}]</source>
        <translation>Approval is still missing[: {approvals}]</translation>
    </message>
    <message>
        <source>外国人证件</source>
        <translation>Foreign permit</translation>
    </message>
    <message>
        <source>外部系统的密钥没有写全[：缺 {key}]</source>
        <translation>The secrets for the outside system are not complete[: {key} is missing]</translation>
    </message>
    <message>
        <source>大写锁定已打开</source>
        <translation>Caps lock is on</translation>
    </message>
    <message>
        <source>大厅屏</source>
        <translation>Hall display</translation>
    </message>
    <message>
        <source>大厅此刻</source>
        <translation>The hall now</translation>
    </message>
    <message>
        <source>太亮</source>
        <translation>Too bright</translation>
    </message>
    <message>
        <source>太暗</source>
        <translation>Too dark</translation>
    </message>
    <message>
        <source>失败</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>头摆正</source>
        <translation>Hold the head straight</translation>
    </message>
    <message>
        <source>好卡在手才发出</source>
        <translation>Issued only with a good card in hand</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>姓名、号码、照片都清楚，没有划痕，就按 Enter。</source>
        <translation>If name, number and photo are clear and nothing is scratched, press Enter.</translation>
    </message>
    <message>
        <source>姓名间隔号</source>
        <translation>Name separator</translation>
    </message>
    <message>
        <source>委托书没有签名</source>
        <translation>The mandate is not signed</translation>
    </message>
    <message>
        <source>字体</source>
        <translation>Fonts</translation>
    </message>
    <message>
        <source>字体都在，含生僻字</source>
        <translation>All fonts are there, rare characters too</translation>
    </message>
    <message>
        <source>字节</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>存于 {time}</source>
        <translation>Saved {time}</translation>
    </message>
    <message>
        <source>学校介绍信</source>
        <translation>School's letter</translation>
    </message>
    <message>
        <source>学校名单</source>
        <translation>School list</translation>
    </message>
    <message>
        <source>学籍证明</source>
        <translation>Proof of enrolment</translation>
    </message>
    <message>
        <source>安全</source>
        <translation>Safe</translation>
    </message>
    <message>
        <source>安全模块 {module}</source>
        <translation>Security module {module}</translation>
    </message>
    <message>
        <source>完好</source>
        <translation>Good</translation>
    </message>
    <message>
        <source>完好：这张卡就是要交的卡，不再印。</source>
        <translation>Good: this is the card to hand over, nothing more is printed.</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>实收</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>实收 {sum}，接着办</source>
        <translation>{sum} paid, it goes on</translation>
    </message>
    <message>
        <source>实收（元）</source>
        <translation>To pay (yuan)</translation>
    </message>
    <message>
        <source>审核</source>
        <translation>Approval</translation>
    </message>
    <message>
        <source>审核时限</source>
        <translation>Review time</translation>
    </message>
    <message>
        <source>审计员</source>
        <translation>Auditor</translation>
    </message>
    <message>
        <source>客户屏</source>
        <translation>Customer screen</translation>
    </message>
    <message>
        <source>容缺</source>
        <translation>To follow</translation>
    </message>
    <message>
        <source>容缺 {day}</source>
        <translation>To follow {day}</translation>
    </message>
    <message>
        <source>容缺 {n}</source>
        <translation>{n} to follow</translation>
    </message>
    <message>
        <source>容缺受理</source>
        <translation>Promise</translation>
    </message>
    <message>
        <source>容缺受理并继续</source>
        <translation>Accept, rest to follow</translation>
    </message>
    <message>
        <source>容缺在途</source>
        <translation>Papers still to follow</translation>
    </message>
    <message>
        <source>容缺，{day} 前补</source>
        <translation>To follow before {day}</translation>
    </message>
    <message>
        <source>密码不对[，还可试 {tries_left} 次]</source>
        <translation>Wrong PIN[, {tries_left} tries left]</translation>
    </message>
    <message>
        <source>密码已锁住</source>
        <translation>The PIN is blocked</translation>
    </message>
    <message>
        <source>密码要是 4 到 16 位数字</source>
        <translation>A PIN has 4 to 16 digits</translation>
    </message>
    <message>
        <source>寻卡</source>
        <translation>Find a card</translation>
    </message>
    <message>
        <source>导出支持包</source>
        <translation>Export support bundle</translation>
    </message>
    <message>
        <source>导出表格</source>
        <translation>Export table</translation>
    </message>
    <message>
        <source>少纸</source>
        <translation>Paper low</translation>
    </message>
    <message>
        <source>就绪</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>居住证</source>
        <translation>Residence permit</translation>
    </message>
    <message>
        <source>居民可凭户口簿</source>
        <translation>Residents: register</translation>
    </message>
    <message>
        <source>工作人员会告诉您</source>
        <translation>The clerk will tell you</translation>
    </message>
    <message>
        <source>工作日历</source>
        <translation>Calendar</translation>
    </message>
    <message>
        <source>工作日历不够用[，只到 {covered_until}]</source>
        <translation>The working-day calendar does not reach far enough[, it ends on {covered_until}]</translation>
    </message>
    <message>
        <source>工作日历文件不对[（{file}）]</source>
        <translation>The working-day calendar is wrong[ ({file})]</translation>
    </message>
    <message>
        <source>工本费</source>
        <translation>Card fee</translation>
    </message>
    <message>
        <source>差</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>差异的原因</source>
        <translation>Reason for the difference</translation>
    </message>
    <message>
        <source>已交</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>已交卡</source>
        <translation>Handed over</translation>
    </message>
    <message>
        <source>已交卡，已启用，{time}</source>
        <translation>Handed over and enabled, {time}</translation>
    </message>
    <message>
        <source>已交班，应有 {sum}</source>
        <translation>Shift handed over, {sum} expected</translation>
    </message>
    <message>
        <source>已参保</source>
        <translation>Insured already</translation>
    </message>
    <message>
        <source>已发</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <source>已受理 {number}</source>
        <translation>Accepted {number}</translation>
    </message>
    <message>
        <source>已受理的都有效</source>
        <translation>Everything accepted is valid</translation>
    </message>
    <message>
        <source>已受理，回执在打印</source>
        <translation>Accepted, the receipt is printing</translation>
    </message>
    <message>
        <source>已受理，等第二人复核</source>
        <translation>Accepted, waiting for a second person</translation>
    </message>
    <message>
        <source>已同意</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>已告知到哪里办</source>
        <translation>Told where it is handled</translation>
    </message>
    <message>
        <source>已告诉工作人员，请说哪一行不对</source>
        <translation>The clerk knows; please say which line is wrong</translation>
    </message>
    <message>
        <source>已完成 {n}%</source>
        <translation>{n}% done</translation>
    </message>
    <message>
        <source>已打印</source>
        <translation>printed</translation>
    </message>
    <message>
        <source>已拍</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>已持有卡[ {number}]</source>
        <translation>Holds a card already[: {number}]</translation>
    </message>
    <message>
        <source>已插好</source>
        <translation>Plugged in</translation>
    </message>
    <message>
        <source>已收</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>已收 {sum} 元，{method}</source>
        <translation>{sum} yuan received, {method}</translation>
    </message>
    <message>
        <source>已收件，待核验</source>
        <translation>Taken in, unverified</translation>
    </message>
    <message>
        <source>已收回：{paper}</source>
        <translation>Taken back: {paper}</translation>
    </message>
    <message>
        <source>已日结</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>已暂停，大厅屏显示“暂停”</source>
        <translation>paused, the hall display says so</translation>
    </message>
    <message>
        <source>已有在办件[ {number}]</source>
        <translation>A case is under way[: {number}]</translation>
    </message>
    <message>
        <source>已等</source>
        <translation>Waited</translation>
    </message>
    <message>
        <source>已签</source>
        <translation>signed</translation>
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
        <source>已经受理的都在服务器上</source>
        <translation>Everything accepted is on the server</translation>
    </message>
    <message>
        <source>已经录入的都在</source>
        <translation>Everything entered is kept</translation>
    </message>
    <message>
        <source>已经有这个账号[：{name}]</source>
        <translation>There is such an account already[: {name}]</translation>
    </message>
    <message>
        <source>已补收{paper}</source>
        <translation>Received: {paper}</translation>
    </message>
    <message>
        <source>已记下，请叫技术员到 {window} 号窗口</source>
        <translation>Noted; call the technician to window {window}</translation>
    </message>
    <message>
        <source>已记废卡，剪角入袋；登记单在打印</source>
        <translation>Recorded as spoiled: cut it and bag it; its sheet is being printed</translation>
    </message>
    <message>
        <source>已记找不到，登记单在打印</source>
        <translation>Recorded as not found; its sheet is being printed</translation>
    </message>
    <message>
        <source>已评价</source>
        <translation>Rated</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>已问</source>
        <translation>asked</translation>
    </message>
    <message>
        <source>已问 {n} 秒</source>
        <translation>Asked {n} s ago</translation>
    </message>
    <message>
        <source>已问 {n} 秒；没有应答就可以先收件待核验</source>
        <translation>Asked {n} s ago; without an answer the case can be taken in unverified</translation>
    </message>
    <message>
        <source>平均 {n} 分</source>
        <translation>Mean {n} min</translation>
    </message>
    <message>
        <source>年底前放入新一年的日历文件</source>
        <translation>Add the next year's calendar before the year ends</translation>
    </message>
    <message>
        <source>序列号 {blank}</source>
        <translation>Serial {blank}</translation>
    </message>
    <message>
        <source>库存没有变</source>
        <translation>The stock is as it was</translation>
    </message>
    <message>
        <source>应收</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>应收 {due}，减免 {waived}（{waiver}），**实收 {paid} 元**</source>
        <translation>{due} due, {waived} waived ({waiver}), **{paid} paid**</translation>
    </message>
    <message>
        <source>应收 {sum}，由窗口补收</source>
        <translation>{sum} due, the window takes it</translation>
    </message>
    <message>
        <source>应有</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>废卡</source>
        <translation>Spoiled</translation>
    </message>
    <message>
        <source>废卡 {n}</source>
        <translation>{n} spoiled</translation>
    </message>
    <message>
        <source>废卡盒没有关好</source>
        <translation>The reject box is not closed</translation>
    </message>
    <message>
        <source>废卡盒满了</source>
        <translation>The reject box is full</translation>
    </message>
    <message>
        <source>建主管并登录</source>
        <translation>Make supervisor and sign in</translation>
    </message>
    <message>
        <source>开始领卡</source>
        <translation>Collecting begun</translation>
    </message>
    <message>
        <source>异地户籍</source>
        <translation>Non-local</translation>
    </message>
    <message>
        <source>张</source>
        <translation>cards</translation>
    </message>
    <message>
        <source>张数</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>录入</source>
        <translation>typed</translation>
    </message>
    <message>
        <source>往右些</source>
        <translation>To the right</translation>
    </message>
    <message>
        <source>往左些</source>
        <translation>To the left</translation>
    </message>
    <message>
        <source>待办</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>待核验</source>
        <translation>To be verified</translation>
    </message>
    <message>
        <source>待看</source>
        <translation>To check</translation>
    </message>
    <message>
        <source>待领</source>
        <translation>To collect</translation>
    </message>
    <message>
        <source>待领方可领</source>
        <translation>Only when ready</translation>
    </message>
    <message>
        <source>很好，请别动</source>
        <translation>Very good, keep still</translation>
    </message>
    <message>
        <source>微信</source>
        <translation>WeChat</translation>
    </message>
    <message>
        <source>必须由人确认</source>
        <translation>A person has to say so</translation>
    </message>
    <message>
        <source>怎么付</source>
        <translation>How it is paid</translation>
    </message>
    <message>
        <source>恢复后同一编号会自动再问，不会重复受理</source>
        <translation>The same number is asked again later, nothing is accepted twice</translation>
    </message>
    <message>
        <source>恢复接号</source>
        <translation>Resume calling</translation>
    </message>
    <message>
        <source>您不是经办人，可以复核</source>
        <translation>You did not handle it and may approve</translation>
    </message>
    <message>
        <source>您是经办人，须由别人复核</source>
        <translation>You handled it; someone else must approve</translation>
    </message>
    <message>
        <source>您的口令</source>
        <translation>Your password</translation>
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
        <source>您的身份不能办这件事[，要{needed}来办]</source>
        <translation>Your role may not do this[, it takes: {needed}]</translation>
    </message>
    <message>
        <source>您看卡面是否完好</source>
        <translation>See whether the face is good</translation>
    </message>
    <message>
        <source>意思</source>
        <translation>Meaning</translation>
    </message>
    <message>
        <source>户口簿三页</source>
        <translation>Register, three pages</translation>
    </message>
    <message>
        <source>手写笔、触屏、鼠标都能签</source>
        <translation>Pen, touch and mouse can all sign</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>手里未办完</source>
        <translation>Unfinished in hand</translation>
    </message>
    <message>
        <source>手里的件原样留着。</source>
        <translation>What is open stays as it is.</translation>
    </message>
    <message>
        <source>打一张测试条</source>
        <translation>Print a test strip</translation>
    </message>
    <message>
        <source>打一张测试页</source>
        <translation>Print a test page</translation>
    </message>
    <message>
        <source>打不开的草稿</source>
        <translation>Draft that cannot be opened</translation>
    </message>
    <message>
        <source>打不开这个文件[：{file}][（{reason}）]</source>
        <translation>This file cannot be opened[: {file}][ ({reason})]</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>打印一次性告知单</source>
        <translation>Print one-time notice</translation>
    </message>
    <message>
        <source>打印任务已失效</source>
        <translation>The print job is void</translation>
    </message>
    <message>
        <source>打印任务结果未定</source>
        <translation>Print jobs undecided</translation>
    </message>
    <message>
        <source>打印任务被取消</source>
        <translation>The print job was cancelled</translation>
    </message>
    <message>
        <source>打印卡面</source>
        <translation>Print the face</translation>
    </message>
    <message>
        <source>打印后不知道印出来没有，会问人</source>
        <translation>Nobody learns whether it printed, a person is asked</translation>
    </message>
    <message>
        <source>打印头故障</source>
        <translation>The print head is at fault</translation>
    </message>
    <message>
        <source>打印头过热，正在冷却</source>
        <translation>The print head is too hot and cools down</translation>
    </message>
    <message>
        <source>打印日报</source>
        <translation>Print report</translation>
    </message>
    <message>
        <source>打印暂缓告知单</source>
        <translation>Print suspension slip</translation>
    </message>
    <message>
        <source>看在办的这一件</source>
        <translation>Look at the open case</translation>
    </message>
    <message>
        <source>打印服务没有应答</source>
        <translation>The print service does not answer</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>打印机不懂这条命令</source>
        <translation>The printer does not know this command</translation>
    </message>
    <message>
        <source>打印机不收这幅卡面</source>
        <translation>The printer does not take this card face</translation>
    </message>
    <message>
        <source>打印机不收这种文件</source>
        <translation>The printer does not take this kind of file</translation>
    </message>
    <message>
        <source>打印机关掉了状态报告</source>
        <translation>The printer's status reports are off</translation>
    </message>
    <message>
        <source>打印机内部错误</source>
        <translation>An internal fault of the printer</translation>
    </message>
    <message>
        <source>打印机出错</source>
        <translation>The printer reports a fault</translation>
    </message>
    <message>
        <source>打印机报了认不得的状态</source>
        <translation>The printer reports a state nobody knows</translation>
    </message>
    <message>
        <source>打印机正被别的程序占用</source>
        <translation>Another program holds the printer</translation>
    </message>
    <message>
        <source>打印机没有按时答复</source>
        <translation>The printer did not answer in time</translation>
    </message>
    <message>
        <source>打印机没有这种纸</source>
        <translation>The printer has no such paper</translation>
    </message>
    <message>
        <source>打印机的占用已过期</source>
        <translation>The printer's session has ended</translation>
    </message>
    <message>
        <source>打印机的答复看不懂</source>
        <translation>The printer's answer makes no sense</translation>
    </message>
    <message>
        <source>打印机的证书不可信</source>
        <translation>The printer's certificate is not trusted</translation>
    </message>
    <message>
        <source>打印机被锁住</source>
        <translation>The printer is locked</translation>
    </message>
    <message>
        <source>打印机要人处理</source>
        <translation>The printer wants somebody</translation>
    </message>
    <message>
        <source>打印机要求维修</source>
        <translation>The printer asks for service</translation>
    </message>
    <message>
        <source>打印机说印好了</source>
        <translation>The printer says it printed</translation>
    </message>
    <message>
        <source>打印机说印好了，计数器没有动</source>
        <translation>The printer says it printed, but its counter did not move</translation>
    </message>
    <message>
        <source>打印草表</source>
        <translation>Print draft</translation>
    </message>
    <message>
        <source>打印被取消了</source>
        <translation>The print was cancelled</translation>
    </message>
    <message>
        <source>打印转办告知单</source>
        <translation>Print referral</translation>
    </message>
    <message>
        <source>打印队列</source>
        <translation>Print queue</translation>
    </message>
    <message>
        <source>打印队列 {name}</source>
        <translation>Print queue {name}</translation>
    </message>
    <message>
        <source>打印队列在等</source>
        <translation>The queue is waiting</translation>
    </message>
    <message>
        <source>打印队列被暂停</source>
        <translation>The queue is paused</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>打开前盖，取出卡片，合上盖子</source>
        <translation>Open the front cover, take the card out, close it</translation>
    </message>
    <message>
        <source>拿走退出的卡；没有退出来，打开前盖取</source>
        <translation>Take the card that came out; if none did, open the front cover for it</translation>
    </message>
    <message>
        <source>打开盖子看卡在哪里</source>
        <translation>Open the cover and see where the card is</translation>
    </message>
    <message>
        <source>打开盖子，取出卡片，合上盖子</source>
        <translation>Open the cover, take the card out, close the cover</translation>
    </message>
    <message>
        <source>打开盖子，把膜接好，合上盖子</source>
        <translation>Open the cover, join the film, close the cover</translation>
    </message>
    <message>
        <source>打开盖子，把色带接好绷紧，合上盖子</source>
        <translation>Open the cover, join and tighten the ribbon, close the cover</translation>
    </message>
    <message>
        <source>扫码枪</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>找不到{device}</source>
        <translation>Not found: {device}</translation>
    </message>
    <message>
        <source>找不到{device}，地址上没有东西应答</source>
        <translation>{device} was not found, nothing answers at its address</translation>
    </message>
    <message>
        <source>找不到卡</source>
        <translation>Card not found</translation>
    </message>
    <message>
        <source>找不到摄像头[（{source}）]</source>
        <translation>No camera found[ ({source})]</translation>
    </message>
    <message>
        <source>找不到社保卡读卡器</source>
        <translation>No social security card reader found</translation>
    </message>
    <message>
        <source>找不到身份证阅读器[（{port}）]</source>
        <translation>No ID card reader found[ ({port})]</translation>
    </message>
    <message>
        <source>找不到这个数据库的密钥[（{where}）]</source>
        <translation>The key of this database is missing[ ({where})]</translation>
    </message>
    <message>
        <source>找不到：按废卡记，在机器里找到了再销毁。</source>
        <translation>Not found: counted as spoiled, destroyed when it turns up in the printer.</translation>
    </message>
    <message>
        <source>找到 {n} 个</source>
        <translation>Found {n}</translation>
    </message>
    <message>
        <source>找到的</source>
        <translation>Found</translation>
    </message>
    <message>
        <source>找零</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>承诺 {n} 分</source>
        <translation>Promise {n} min</translation>
    </message>
    <message>
        <source>技术员</source>
        <translation>Technician</translation>
    </message>
    <message>
        <source>技术席</source>
        <translation>Technician</translation>
    </message>
    <message>
        <source>把卡放到高拍仪下，按 [[{key}]] 留一张照片</source>
        <translation>Put the card under the document camera and press [[{key}]] to keep a picture</translation>
    </message>
    <message>
        <source>把卡转个方向再放一次；换一张卡也这样，换读卡器。</source>
        <translation>Turn the card and lay it down again; if another card does the same, change the reader.</translation>
    </message>
    <message>
        <source>报失证明</source>
        <translation>Loss report</translation>
    </message>
    <message>
        <source>报的号码与这一件不符</source>
        <translation>The number does not belong to this case</translation>
    </message>
    <message>
        <source>报销不在本窗口</source>
        <translation>No reimbursement here</translation>
    </message>
    <message>
        <source>抬高些</source>
        <translation>Higher up</translation>
    </message>
    <message>
        <source>拍下或勾上</source>
        <translation>Scan or tick</translation>
    </message>
    <message>
        <source>拍到了，{width}×{height}</source>
        <translation>Picture taken, {width}×{height}</translation>
    </message>
    <message>
        <source>拍摄</source>
        <translation>Take</translation>
    </message>
    <message>
        <source>拔下读卡器，等十秒再插上；还这样就换一台。</source>
        <translation>Unplug the reader, wait ten seconds, plug it in; otherwise change it.</translation>
    </message>
    <message>
        <source>持卡人已核对并签名</source>
        <translation>Checked and signed</translation>
    </message>
    <message>
        <source>持卡人看过，按空格</source>
        <translation>The holder has looked: Space</translation>
    </message>
    <message>
        <source>持卡人签名</source>
        <translation>Signed by the holder</translation>
    </message>
    <message>
        <source>持卡人设好，按空格</source>
        <translation>The holder has set it: Space</translation>
    </message>
    <message>
        <source>持卡人设密码</source>
        <translation>Holder sets PIN</translation>
    </message>
    <message>
        <source>持卡人说内容有误</source>
        <translation>The holder says something is wrong</translation>
    </message>
    <message>
        <source>持卡人说卡面有误</source>
        <translation>The holder says the face is wrong</translation>
    </message>
    <message>
        <source>指纹验证失败</source>
        <translation>Fingerprint not authenticated</translation>
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
        <source>按 F7 先收件待核验；请技术员校准时间</source>
        <translation>F7 takes the case in unverified; let a technician set the clock</translation>
    </message>
    <message>
        <source>按 F7 先收件待核验；请技术员核对地址[（{setting}）]</source>
        <translation>F7 takes the case in unverified; let a technician check the address[ ({setting})]</translation>
    </message>
    <message>
        <source>按 F7 先收件待核验；请技术员核对密钥和签名方式</source>
        <translation>F7 takes the case in unverified; let a technician check keys and way of signing</translation>
    </message>
    <message>
        <source>按住时显示完整号码，会记入日志</source>
        <translation>Show the whole number while held; this is journalled</translation>
    </message>
    <message>
        <source>按到了第 {n} 级</source>
        <translation>Level {n} was pressed</translation>
    </message>
    <message>
        <source>按号码查更准；也可以用姓名或拼音查</source>
        <translation>Numbers find best; names and pinyin work too</translation>
    </message>
    <message>
        <source>按打印机提示取出色带</source>
        <translation>Take the ribbon out as the printer says</translation>
    </message>
    <message>
        <source>按数字键换</source>
        <translation>Number keys change it</translation>
    </message>
    <message>
        <source>按数字键换，0 看全部</source>
        <translation>Number keys change it, 0 shows all</translation>
    </message>
    <message>
        <source>按数字键接着办</source>
        <translation>Go on with a number key</translation>
    </message>
    <message>
        <source>按数字键选；没有就在下面填</source>
        <translation>Choose with a number key; if it is not there, fill in below</translation>
    </message>
    <message>
        <source>按登记把一张空白卡放进手动口</source>
        <translation>Put one registered blank into the manual slot</translation>
    </message>
    <message>
        <source>按空格确认看过本人</source>
        <translation>Press Space when you have looked</translation>
    </message>
    <message>
        <source>按规则现在不能办[：{reasons}]</source>
        <translation>The rules do not allow it now[: {reasons}]</translation>
    </message>
    <message>
        <source>按试扫，再扫任意一个码。</source>
        <translation>Press Try and scan any code.</translation>
    </message>
    <message>
        <source>按领卡登记把空白卡装进卡箱</source>
        <translation>Fill the feeder with blanks as registered</translation>
    </message>
    <message>
        <source>换一个再试[，至少 {shortest} 个字符]</source>
        <translation>Choose another[, at least {shortest} characters]</translation>
    </message>
    <message>
        <source>换一个名字，或改原来的账号</source>
        <translation>Choose another name, or change that account</translation>
    </message>
    <message>
        <source>换一个能写的地方，再来一次</source>
        <translation>Choose a place that can be written and do it again</translation>
    </message>
    <message>
        <source>换一卷新膜，合上盖子</source>
        <translation>Put in a new film and close the cover</translation>
    </message>
    <message>
        <source>换一卷新色带，合上盖子</source>
        <translation>Put in a new ribbon and close the cover</translation>
    </message>
    <message>
        <source>换一台打印机，或请技术员在队列里加上这种纸</source>
        <translation>Use another printer, or let a technician add this paper to the queue</translation>
    </message>
    <message>
        <source>换一张卡再试；只有这一张这样，是卡的问题。</source>
        <translation>Try another card; if only this one does it, the card is at fault.</translation>
    </message>
    <message>
        <source>换一张空白卡</source>
        <translation>Take another blank</translation>
    </message>
    <message>
        <source>换一张空白卡；再失败就叫技术员</source>
        <translation>Take another blank; if that fails too, call a technician</translation>
    </message>
    <message>
        <source>换一张证件再试。</source>
        <translation>Try another document.</translation>
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
        <source>换卡户口簿</source>
        <translation>Exchange: register</translation>
    </message>
    <message>
        <source>换卡期</source>
        <translation>Renewal period</translation>
    </message>
    <message>
        <source>换口令并登录</source>
        <translation>Change password and sign in</translation>
    </message>
    <message>
        <source>换回原装电源</source>
        <translation>Use the original power supply</translation>
    </message>
    <message>
        <source>换成这台打印机认的膜</source>
        <translation>Put in a film this printer knows</translation>
    </message>
    <message>
        <source>换成这台打印机认的色带</source>
        <translation>Put in a ribbon this printer knows</translation>
    </message>
    <message>
        <source>换背景</source>
        <translation>Change it</translation>
    </message>
    <message>
        <source>授权委托书</source>
        <translation>Mandate</translation>
    </message>
    <message>
        <source>授权委托书[ {valid_to} 到期][ {valid_from} 起才有效]</source>
        <translation>The mandate[ expired {valid_to}][ is valid from {valid_from} only]</translation>
    </message>
    <message>
        <source>授权委托书没有写{missing}</source>
        <translation>The mandate does not name: {missing}</translation>
    </message>
    <message>
        <source>授权委托书没有签名</source>
        <translation>The mandate is not signed</translation>
    </message>
    <message>
        <source>接号</source>
        <translation>Calls</translation>
    </message>
    <message>
        <source>接待</source>
        <translation>Reception</translation>
    </message>
    <message>
        <source>接待中</source>
        <translation>Serving</translation>
    </message>
    <message>
        <source>接班的人</source>
        <translation>Who takes over</translation>
    </message>
    <message>
        <source>接着办</source>
        <translation>Gone on with</translation>
    </message>
    <message>
        <source>接着办，{time} 存的</source>
        <translation>Resumed, saved {time}</translation>
    </message>
    <message>
        <source>提交申请</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>提交的就是下面这些字，客户屏显示同一份。</source>
        <translation>These very words are submitted; the customer screen shows the same.</translation>
    </message>
    <message>
        <source>插着的卡不应答</source>
        <translation>The card inserted does not answer</translation>
    </message>
    <message>
        <source>插着的身份证阅读器不是这个窗口登记的那一台</source>
        <translation>The reader plugged in is not the one registered for this window</translation>
    </message>
    <message>
        <source>搁置</source>
        <translation>Set aside</translation>
    </message>
    <message>
        <source>搁置的件</source>
        <translation>Cases set aside</translation>
    </message>
    <message>
        <source>摄像头</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>摄像头不再送画面</source>
        <translation>The camera sends no more pictures</translation>
    </message>
    <message>
        <source>摄像头在，但打不开[（{source}）]</source>
        <translation>The camera is there but cannot be opened[ ({source})]</translation>
    </message>
    <message>
        <source>摄像头断开</source>
        <translation>Camera disconnected</translation>
    </message>
    <message>
        <source>摄像头断开[（{source}）]</source>
        <translation>Camera disconnected[ ({source})]</translation>
    </message>
    <message>
        <source>摄像头断开，画面停在断开的那一刻</source>
        <translation>Camera lost; the picture stands as it was then</translation>
    </message>
    <message>
        <source>摄像头没有画面</source>
        <translation>The camera gives no picture</translation>
    </message>
    <message>
        <source>摄像头的画面</source>
        <translation>The camera's picture</translation>
    </message>
    <message>
        <source>摄像头的画面不动了</source>
        <translation>The camera's picture has frozen</translation>
    </message>
    <message>
        <source>摄像头的画面全黑</source>
        <translation>The camera's picture is all black</translation>
    </message>
    <message>
        <source>撤回申请</source>
        <translation>Application withdrawn</translation>
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
        <source>支付宝</source>
        <translation>Alipay</translation>
    </message>
    <message>
        <source>支持包已存：support/{file}，里面没有个人信息</source>
        <translation>Support bundle saved: support/{file}, no personal data in it</translation>
    </message>
    <message>
        <source>收</source>
        <translation>got</translation>
    </message>
    <message>
        <source>收 {sum} 并打印</source>
        <translation>Take {sum} and print</translation>
    </message>
    <message>
        <source>收下的材料都有留存</source>
        <translation>The papers received are kept</translation>
    </message>
    <message>
        <source>收件人</source>
        <translation>Addressee</translation>
    </message>
    <message>
        <source>收到</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>收到的现金，元</source>
        <translation>Cash received, yuan</translation>
    </message>
    <message>
        <source>收回</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>收回临时卡</source>
        <translation>Take back the temporary card</translation>
    </message>
    <message>
        <source>收回这一行</source>
        <translation>Take this row back</translation>
    </message>
    <message>
        <source>收款</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>收的数不对[：要收 {owed} 元，输的是 {amount} 元]</source>
        <translation>The sum is wrong[: {owed} yuan due, {amount} entered]</translation>
    </message>
    <message>
        <source>改波特率</source>
        <translation>Change speed</translation>
    </message>
    <message>
        <source>改过的内容没有显示、没有使用</source>
        <translation>What was changed is neither shown nor used</translation>
    </message>
    <message>
        <source>打开制卡机，取出里面的卡</source>
        <translation>Open the card printer and take out what is inside</translation>
    </message>
    <message>
        <source>放一张证件</source>
        <translation>Lay a card down</translation>
    </message>
    <message>
        <source>放上即读，不用按键。同一人有未办完的件，会接着办。</source>
        <translation>It is read at once, no key needed. Whoever has an unfinished case goes on with it.</translation>
    </message>
    <message>
        <source>放低些</source>
        <translation>Lower down</translation>
    </message>
    <message>
        <source>放入生效的政策包，用 guitai policy check 再验</source>
        <translation>Put in a pack in force and run guitai policy check</translation>
    </message>
    <message>
        <source>放大影像</source>
        <translation>Zoom the picture</translation>
    </message>
    <message>
        <source>放好{paper}，按 [[{key}]] 收下</source>
        <translation>{paper}: put it down, [[{key}]] takes it in</translation>
    </message>
    <message>
        <source>放的不是身份证，或阅读器不认这种证件</source>
        <translation>This is no identity card, or one this reader does not know</translation>
    </message>
    <message>
        <source>放的不是这一件的卡[，应是 {expected}]</source>
        <translation>This is not the card of this case[, which is {expected}]</translation>
    </message>
    <message>
        <source>放稳，听到提示音再拿开</source>
        <translation>Keep it still until the reader beeps</translation>
    </message>
    <message>
        <source>政策包</source>
        <translation>Policy pack</translation>
    </message>
    <message>
        <source>政策包不能用[（{files}）][，{count} 处不对：{mistakes}]</source>
        <translation>The policy pack cannot be used[ ({files})][, {count} mistakes: {mistakes}]</translation>
    </message>
    <message>
        <source>数据、规则、字体</source>
        <translation>Data, rules, fonts</translation>
    </message>
    <message>
        <source>数据停在 {time}</source>
        <translation>Data as of {time}</translation>
    </message>
    <message>
        <source>数据在服务器上，不在这台电脑里</source>
        <translation>The data are on a server, not on this computer</translation>
    </message>
    <message>
        <source>数据库</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>窗口号</source>
        <translation>Window number</translation>
    </message>
    <message>
        <source>数据库、政策包、工作日历、字体都看过了。</source>
        <translation>Database, policy pack, calendar and fonts were looked at.</translation>
    </message>
    <message>
        <source>数据库损坏[：{place}]</source>
        <translation>The database is damaged[: {place}]</translation>
    </message>
    <message>
        <source>数据库文件不见了[（{file}）]</source>
        <translation>The database file is gone[ ({file})]</translation>
    </message>
    <message>
        <source>数据库文件在打开时被换成了别的[（{file}）]</source>
        <translation>The database file was exchanged while it was open[ ({file})]</translation>
    </message>
    <message>
        <source>数据库文件在打开时被移走了[（{file}）]</source>
        <translation>The database file was moved away while it was open[ ({file})]</translation>
    </message>
    <message>
        <source>数据库文件有坏页[，{count} 处]</source>
        <translation>The database has damaged pages[, {count}]</translation>
    </message>
    <message>
        <source>数据库文件没有动</source>
        <translation>The database file was not touched</translation>
    </message>
    <message>
        <source>数据库文件被换掉了</source>
        <translation>The database file was replaced</translation>
    </message>
    <message>
        <source>数据库是旧的一份，后来的记录不在里面[（{chain} 第 {seq} 条起）]</source>
        <translation>This is an older copy of the database, later records are not in it[ ({chain} from {seq})]</translation>
    </message>
    <message>
        <source>数据库是更新版本的程序写的[（{found}）]</source>
        <translation>A newer program wrote this database[ ({found})]</translation>
    </message>
    <message>
        <source>数据库服务器太忙，等不到这一行</source>
        <translation>The database server is too busy for this step</translation>
    </message>
    <message>
        <source>数据库服务器没有应答</source>
        <translation>The database server does not answer</translation>
    </message>
    <message>
        <source>数据库服务器现在只能读不能写</source>
        <translation>The database server can only be read now</translation>
    </message>
    <message>
        <source>数据库服务器的磁盘满了，这一步没有存</source>
        <translation>The database server's disk is full, this step was not kept</translation>
    </message>
    <message>
        <source>数据库现在只能读不能写</source>
        <translation>The database can only be read now</translation>
    </message>
    <message>
        <source>数据库的密钥不完整[（{where}）]</source>
        <translation>The key of the database is incomplete[ ({where})]</translation>
    </message>
    <message>
        <source>数据库被另一个柜台程序占着[（进程 {pid}）]</source>
        <translation>Another desk holds the database[ (process {pid})]</translation>
    </message>
    <message>
        <source>数据库里有一处加密内容被改过或挪动过[（{place}）]</source>
        <translation>A sealed value in the database was changed or moved[ ({place})]</translation>
    </message>
    <message>
        <source>数据库里没有这个大厅[：{hall}]</source>
        <translation>The database does not know this hall[: {hall}]</translation>
    </message>
    <message>
        <source>数据目录在网络共享上[（{share}）]，那里的锁和落盘靠不住</source>
        <translation>The data folder lies on a network share[ ({share})], where locks and writes cannot be trusted</translation>
    </message>
    <message>
        <source>数据目录的说明文件被改过[（{file}）]</source>
        <translation>The description in the data folder was changed[ ({file})]</translation>
    </message>
    <message>
        <source>数据目录缺少说明文件[（{file}）]</source>
        <translation>The data folder lacks its description[ ({file})]</translation>
    </message>
    <message>
        <source>数据送不进{device}</source>
        <translation>{device} takes no data</translation>
    </message>
    <message>
        <source>整张人员卡或旁边一栏</source>
        <translation>Person card or side pane</translation>
    </message>
    <message>
        <source>文字完整，照片 {n} 字节，{decoded}。内容不在这里显示。</source>
        <translation>Text complete, photo {n} bytes, {decoded}. The content is not shown here.</translation>
    </message>
    <message>
        <source>文档打印机</source>
        <translation>A4 printer</translation>
    </message>
    <message>
        <source>断在半路</source>
        <translation>Broke off</translation>
    </message>
    <message>
        <source>断线</source>
        <translation>Disconnected</translation>
    </message>
    <message>
        <source>别处在用</source>
        <translation>Used elsewhere</translation>
    </message>
    <message>
        <source>新卡</source>
        <translation>New card</translation>
    </message>
    <message>
        <source>新卡启用时作废；医保电子凭证一直可用</source>
        <translation>Void once the new card is enabled; the e-credential stays valid</translation>
    </message>
    <message>
        <source>新卡号</source>
        <translation>New card</translation>
    </message>
    <message>
        <source>新生儿九十天</source>
        <translation>Newborn, 90 days</translation>
    </message>
    <message>
        <source>新生儿凭出生证明</source>
        <translation>Newborn: birth certificate</translation>
    </message>
    <message>
        <source>无号</source>
        <translation>No ticket</translation>
    </message>
    <message>
        <source>日志留存</source>
        <translation>Keeping of logs</translation>
    </message>
    <message>
        <source>日报已打印</source>
        <translation>Report printed</translation>
    </message>
    <message>
        <source>日报已送打印，今天锁住了。重开须主管，在“更多”里。</source>
        <translation>The report is printing and today is locked. Only a supervisor reopens it, under More.</translation>
    </message>
    <message>
        <source>日报没有变</source>
        <translation>The day report is as it was</translation>
    </message>
    <message>
        <source>日报没有打出，看打印机</source>
        <translation>Report not printed, see the printer</translation>
    </message>
    <message>
        <source>数据目录建不起来[：{folder}][（{why}）]</source>
        <translation>The data folder cannot be made[: {folder}][ ({why})]</translation>
    </message>
    <message>
        <source>没有写任何东西</source>
        <translation>Nothing was written</translation>
    </message>
    <message>
        <source>换一个能建目录的地方（--data-dir），或请技术员看权限</source>
        <translation>Choose a place where a folder can be made (--data-dir), or have a technician look at the permissions</translation>
    </message>
    <message>
        <source>没有打出</source>
        <translation>Did not come out</translation>
    </message>
    <message>
        <source>没有打出来</source>
        <translation>It did not come out</translation>
    </message>
    <message>
        <source>没有打印，也没有验真</source>
        <translation>Nothing was printed, nothing verified</translation>
    </message>
    <message>
        <source>没有纸可看</source>
        <translation>No paper to look at</translation>
    </message>
    <message numerus="yes">
        <source>留下 {n} 人，原因在名单上。</source>
        <translation><numerusform>{n} person left out; the list says why.</numerusform><numerusform>{n} people left out; the list says why.</numerusform></translation>
    </message>
    <message>
        <source>留空打印，手写补上</source>
        <translation>Print with room to write</translation>
    </message>
    <message>
        <source>看到的就是打出的；再打会注明补打。</source>
        <translation>This is what came out; another print will say it is a copy.</translation>
    </message>
    <message>
        <source>看到的就是要打的。</source>
        <translation>This is what will be printed.</translation>
    </message>
    <message>
        <source>看整页</source>
        <translation>Whole page</translation>
    </message>
    <message>
        <source>看看打印机，再打一次。</source>
        <translation>Look at the printer and print once more.</translation>
    </message>
    <message>
        <source>看纸样，打印以前和以后都行</source>
        <translation>Look at the paper, before and after printing</translation>
    </message>
    <message>
        <source>确认交卡</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>确认制卡</source>
        <translation>Make the card</translation>
    </message>
    <message>
        <source>确认提交</source>
        <translation>Submit</translation>
    </message>
    <message numerus="yes">
        <source>离开 {n} 分钟。手里的件原样留着。</source>
        <translation><numerusform>Away for {n} minute. What is open stays as it is.</numerusform><numerusform>Away for {n} minutes. What is open stays as it is.</numerusform></translation>
    </message>
    <message>
        <source>第 {n}/{of} 页，{size}</source>
        <translation>Page {n} of {of}, {size}</translation>
    </message>
    <message>
        <source>第 {row} 行 {name}：{what}</source>
        <translation>Line {row} {name}: {what}</translation>
    </message>
    <message>
        <source>纸</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>纸上验真码的签名算法；sm2 要另装 guitai[sm]</source>
        <translation>Signature of the codes on papers; sm2 needs guitai[sm] installed</translation>
    </message>
    <message>
        <source>纸按 Ctrl P 留空手写，卡转制卡中心；请技术员装齐字体（fonts-babelstone-han、fonts-hanazono）</source>
        <translation>Papers: Ctrl P leaves room to write it by hand; cards: the card centre. Ask the technician to install the fonts (fonts-babelstone-han, fonts-hanazono)</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>缺字，按 Ctrl P 留空手写</source>
        <translation>a character is missing, Ctrl P leaves room to write it</translation>
    </message>
    <message>
        <source>缺纸，{paper}没有打出</source>
        <translation>Out of paper, not printed: {paper}</translation>
    </message>
    <message>
        <source>表格没有存</source>
        <translation>The table was not saved</translation>
    </message>
    <message>
        <source>要看的纸</source>
        <translation>Papers to look at</translation>
    </message>
    <message>
        <source>设备出错</source>
        <translation>A device failed</translation>
    </message>
    <message>
        <source>请导出方改好这几行，再导入一次；收下的不会重复</source>
        <translation>Have these lines corrected and import again; what was taken is not taken twice</translation>
    </message>
    <message>
        <source>请技术员装上国密组件[（{package}）]，或把验真码改为 ed25519</source>
        <translation>Ask the technician to install the SM package[ ({package})], or to set paper codes to ed25519</translation>
    </message>
    <message>
        <source>请换成自己的口令</source>
        <translation>Choose your own password</translation>
    </message>
    <message>
        <source>请本人先登录一次，换好口令再来</source>
        <translation>Its owner has to sign in once and change it</translation>
    </message>
    <message>
        <source>请柜员在他的窗口提出，您来同意；或请另一位主管</source>
        <translation>Have a clerk ask at their window and agree to it yourself, or fetch another supervisor</translation>
    </message>
    <message>
        <source>请监护人核对并签名</source>
        <translation>The guardian checks and signs</translation>
    </message>
    <message>
        <source>请看打印机，再从更多里选。</source>
        <translation>Look at the printer, then choose under More.</translation>
    </message>
    <message>
        <source>请看网络，再试一次；还不行请叫技术员</source>
        <translation>Check the network and try again; call the technician if it still fails</translation>
    </message>
    <message>
        <source>请选新口令</source>
        <translation>Choose a new password</translation>
    </message>
    <message>
        <source>请问要办什么</source>
        <translation>What is it about?</translation>
    </message>
    <message>
        <source>转为“{state}”</source>
        <translation>Changed to "{state}"</translation>
    </message>
    <message numerus="yes">
        <source>还差 {n} 件事就能交卡</source>
        <translation><numerusform>{n} more thing before it is handed over</numerusform><numerusform>{n} more things before it is handed over</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>还有 {n} 张没有点到</source>
        <translation><numerusform>{n} card not counted yet</numerusform><numerusform>{n} cards not counted yet</numerusform></translation>
    </message>
    <message>
        <source>还是样本：{hall}，编号 {number}</source>
        <translation>still the sample: {hall}, number {number}</translation>
    </message>
    <message>
        <source>还没有打印</source>
        <translation>Not printed yet</translation>
    </message>
    <message>
        <source>还没有提交：没有编号和验真码，不能打印。</source>
        <translation>Not submitted yet: no number, no code to verify, not to be printed.</translation>
    </message>
    <message>
        <source>还没有通知</source>
        <translation>not told yet</translation>
    </message>
    <message numerus="yes">
        <source>还要 {n} 样材料</source>
        <translation><numerusform>1 paper is still needed</numerusform><numerusform>{n} papers are still needed</numerusform></translation>
    </message>
    <message>
        <source>还没有；练习用的几个人不是账号</source>
        <translation>None yet; the people of practice are no accounts</translation>
    </message>
    <message>
        <source>还要留影像，先按那一行的数字。</source>
        <translation>For another picture, press the digit of its row first.</translation>
    </message>
    <message>
        <source>这不是数据库服务器的地址</source>
        <translation>This is not the address of a database server</translation>
    </message>
    <message>
        <source>写成 postgresql+psycopg://用户:口令@主机/库名 这样</source>
        <translation>Write it like postgresql+psycopg://user:password@host/database</translation>
    </message>
    <message>
        <source>日期不对[：“{value}”][，{field}]</source>
        <translation>Not a date[: "{value}"][, {field}]</translation>
    </message>
    <message>
        <source>日期写成 2026-03-16 这样</source>
        <translation>Write dates like 2026-03-16</translation>
    </message>
    <message>
        <source>日清日结</source>
        <translation>Day close</translation>
    </message>
    <message>
        <source>日结</source>
        <translation>Day close</translation>
    </message>
    <message>
        <source>旧卡</source>
        <translation>Old card</translation>
    </message>
    <message>
        <source>旧卡 {number} **没有作废**</source>
        <translation>The old card {number} is **not void**</translation>
    </message>
    <message>
        <source>旧卡处理</source>
        <translation>Old card</translation>
    </message>
    <message>
        <source>旧卡要先正式挂失</source>
        <translation>The old card needs a formal loss report first</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>When</translation>
    </message>
    <message>
        <source>普通</source>
        <translation>Ordinary</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>暂停参保</source>
        <translation>Insurance paused</translation>
    </message>
    <message>
        <source>暂停接号</source>
        <translation>Pause calling</translation>
    </message>
    <message>
        <source>暂停服务</source>
        <translation>Closed for now</translation>
    </message>
    <message>
        <source>暂缓</source>
        <translation>On hold</translation>
    </message>
    <message>
        <source>暂缓办理</source>
        <translation>On hold</translation>
    </message>
    <message>
        <source>暂缓，已登记</source>
        <translation>On hold, registered</translation>
    </message>
    <message>
        <source>暂缓：{reason}</source>
        <translation>On hold: {reason}</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>最久 {n} 分</source>
        <translation>Longest {n} min</translation>
    </message>
    <message>
        <source>最多几秒。</source>
        <translation>A few seconds at most.</translation>
    </message>
    <message>
        <source>最长 {n} 分，平均 {m} 分</source>
        <translation>Longest {n} min, mean {m} min</translation>
    </message>
    <message>
        <source>有不认识的代码[：“{value}”][，这里要{field}][（{key}）]</source>
        <translation>An unknown code[: "{value}"][, wanted: {field}][ ({key})]</translation>
    </message>
    <message>
        <source>有卡</source>
        <translation>A card is there</translation>
    </message>
    <message>
        <source>有可挂失的卡</source>
        <translation>A card to report</translation>
    </message>
    <message>
        <source>有字体里没有的字[：{characters}]</source>
        <translation>Some characters are in no font[: {characters}]</translation>
    </message>
    <message>
        <source>有应答</source>
        <translation>Answers</translation>
    </message>
    <message>
        <source>有应答，不到 0.1 秒</source>
        <translation>Answers within 0.1 s</translation>
    </message>
    <message>
        <source>有打印任务未决</source>
        <translation>Print jobs are undecided</translation>
    </message>
    <message>
        <source>有效期</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>有画面，{width}×{height}，亮度 {brightness}%，{ms} 毫秒</source>
        <translation>A picture, {width}×{height}, brightness {brightness}%, {ms} ms</translation>
    </message>
    <message>
        <source>有的件不在这一批里[：{cases}]</source>
        <translation>Some cases are not on this batch[: {cases}]</translation>
    </message>
    <message>
        <source>有转制卡中心的件时再送</source>
        <translation>Send when a case waits for the centre</translation>
    </message>
    <message>
        <source>数据库还没有建好、要升级，或没有给这个账号权限</source>
        <translation>The database is not made yet, needs an upgrade, or gives this account no rights</translation>
    </message>
    <message>
        <source>请技术员用数据库属主的账号运行 guitai db provision</source>
        <translation>Ask the technician to run guitai db provision as the database's owner</translation>
    </message>
    <message>
        <source>窗口不能用这个数据库账号[：{role}]</source>
        <translation>Windows cannot work under this database account[: {role}]</translation>
    </message>
    <message>
        <source>请数据库管理员另建一个普通账号</source>
        <translation>Ask the database administrator for a plain account</translation>
    </message>
    <message>
        <source>数据库服务器上没有这个账号[：{role}]</source>
        <translation>The database server has no such account[: {role}]</translation>
    </message>
    <message>
        <source>请数据库管理员先建好这个账号</source>
        <translation>Ask the database administrator to make the account first</translation>
    </message>
    <message>
        <source>这个卡号已经点给{name}</source>
        <translation>This card number is {name}'s already</translation>
    </message>
    <message>
        <source>这个厅还没有人。先建第一个主管，别的人由主管来加。口令至少 {n} 个字符。</source>
        <translation>Nobody has an account in this hall. Make the first supervisor; supervisors add everybody else. A password has {n} characters or more.</translation>
    </message>
    <message>
        <source>这个数据库账号在服务器上能做的太多[：{role}]</source>
        <translation>This database account may do too much on the server[: {role}]</translation>
    </message>
    <message>
        <source>这个数据库账号归另一个大厅用，或能充当它的账号[：{role}][（{hall}）]</source>
        <translation>This database account is another hall's, or can pass for one that is[: {role}][ ({hall})]</translation>
    </message>
    <message>
        <source>一个大厅用一个账号：请数据库管理员给这个大厅另建一个</source>
        <translation>One account for one hall: ask the database administrator to make another one for this hall</translation>
    </message>
    <message>
        <source>数据库服务器的连接用完了，这个窗口连不上</source>
        <translation>The database server has no connection left for this window</translation>
    </message>
    <message>
        <source>等别的窗口空下来再试；总是这样请数据库管理员加连接数</source>
        <translation>Try again when other windows are done; if it goes on, ask the database administrator for more connections</translation>
    </message>
    <message>
        <source>数据库服务器正在启动或关闭</source>
        <translation>The database server is starting or going down</translation>
    </message>
    <message>
        <source>等一会儿再试，它好了就接着办</source>
        <translation>Wait a moment and try again; work goes on when it is there</translation>
    </message>
    <message>
        <source>这是您自己的账号。换口令：锁屏 Ctrl L，再按 Shift F7，用现在的口令换。停用要请另一位主管。</source>
        <translation>This is your own account. To change its password lock the screen, Ctrl L, then press Shift F7 and use the one you have now. Another supervisor has to switch it off.</translation>
    </message>
    <message>
        <source>连到的是连接池，不是数据库服务器本身</source>
        <translation>This is a connection pool, not the database server itself</translation>
    </message>
    <message>
        <source>请技术员把地址写成数据库服务器自己的，不经过 pgbouncer 一类的连接池</source>
        <translation>Ask the technician to write the database server's own address, without a pool such as pgbouncer between</translation>
    </message>
    <message>
        <source>没有写明这是哪个大厅的窗口[：{file}]</source>
        <translation>Nothing says which hall these windows are of[: {file}]</translation>
    </message>
    <message>
        <source>先用 guitai hall new 写好这个大厅的设置，再准许它的窗口账号</source>
        <translation>Write this hall's settings with guitai hall new first, then let its windows' account in</translation>
    </message>
    <message>
        <source>这个数据库账号不归这个大厅用[：{role}][（这个大厅是 {hall}）]</source>
        <translation>This database account is not this hall's[: {role}][ (this hall is {hall})]</translation>
    </message>
    <message>
        <source>请技术员看设置里的区划、编号和服务器地址</source>
        <translation>Ask the technician to look at region, code and server address in the settings</translation>
    </message>
    <message>
        <source>这个数据库账号归另一个大厅用[：{role}]</source>
        <translation>This database account is another hall's[: {role}]</translation>
    </message>
    <message>
        <source>请技术员看设置里的区划、编号和服务器地址里的账号，哪一个写错了[；账号归 {bound}，设置里是 {hall}]</source>
        <translation>Ask the technician which one is wrong: region and code in the settings, or the account in the server address[; the account is of {bound}, the settings say {hall}]</translation>
    </message>
    <message>
        <source>这个数据库账号还没有归给哪个大厅[：{role}]</source>
        <translation>This database account has not been given to any hall yet[: {role}]</translation>
    </message>
    <message>
        <source>请技术员用数据库属主的账号，带着这个大厅[（{hall}）]的设置，运行 guitai db provision</source>
        <translation>Ask the technician to run guitai db provision as the database owner, with the settings of this hall[ ({hall})]</translation>
    </message>
    <message>
        <source>数据库就归这个账号[：{role}]</source>
        <translation>The database belongs to this account[: {role}]</translation>
    </message>
    <message>
        <source>数据在这台电脑里，没有服务器账号可以准许</source>
        <translation>The data is on this computer; there is no server account to let in</translation>
    </message>
    <message>
        <source>用 --db-url 写上服务器的地址</source>
        <translation>Give the server's address with --db-url</translation>
    </message>
    <message>
        <source>数据库服务器不让进[：{why}]</source>
        <translation>The database server did not let us in[: {why}]</translation>
    </message>
    <message>
        <source>请技术员核对 --db-url 里的用户、口令和库名</source>
        <translation>Ask the technician to check user, password and database in --db-url</translation>
    </message>
    <message>
        <source>没有给口令</source>
        <translation>No password was given</translation>
    </message>
    <message>
        <source>没有给主口令</source>
        <translation>No passphrase was given</translation>
    </message>
    <message>
        <source>从标准输入给一行，或写进 GUITAI_PASSWORD_FILE 说的文件</source>
        <translation>Give it as a line on stdin, or in the file that GUITAI_PASSWORD_FILE names</translation>
    </message>
    <message>
        <source>从标准输入给一行，或写进 GUITAI_PASSPHRASE_FILE 说的文件</source>
        <translation>Give it as a line on stdin, or in the file that GUITAI_PASSPHRASE_FILE names</translation>
    </message>
    <message>
        <source>这个数据目录是正式大厅的，设置里写的却是练习</source>
        <translation>This data folder is a live hall's, but the settings say practice</translation>
    </message>
    <message>
        <source>这个数据目录是练习用的，设置里写的却是正式</source>
        <translation>This data folder is for practice, but the settings say live</translation>
    </message>
    <message>
        <source>这个窗口没有接{device}</source>
        <translation>This window has no {device}</translation>
    </message>
    <message>
        <source>这台电脑的时间不对</source>
        <translation>This computer's clock is wrong</translation>
    </message>
    <message>
        <source>这是首次口令，还没有换成自己的</source>
        <translation>This is still the first password</translation>
    </message>
    <message>
        <source>这样填不对，没有试，也没有存</source>
        <translation>This is not right; nothing was tried or saved</translation>
    </message>
    <message>
        <source>这里已经有设置文件[：{file}]</source>
        <translation>There is a settings file already[: {file}]</translation>
    </message>
    <message>
        <source>连到的不一定是我们的数据库服务器[（{why}）]</source>
        <translation>What answered may not be our database server[ ({why})]</translation>
    </message>
    <message>
        <source>没有登录，口令没有发出去</source>
        <translation>Nobody signed in and no password was sent</translation>
    </message>
    <message>
        <source>请技术员看服务器的证书过期没有、名字对不对，是不是 sslrootcert 那张根证书签的</source>
        <translation>Ask the technician whether the server's certificate has expired, bears the right name and is signed by the root that sslrootcert names</translation>
    </message>
    <message>
        <source>没有根证书，认不出数据库服务器[：{file}]</source>
        <translation>Without a root certificate the database server cannot be recognised[: {file}]</translation>
    </message>
    <message>
        <source>请技术员把签服务器证书的那张根证书放到那里，或在地址里用 sslrootcert 指明</source>
        <translation>Ask the technician to put the root certificate that signed the server's there, or to name it in the address with sslrootcert</translation>
    </message>
    <message>
        <source>有一项写得太长[，最多 {most} 个字]</source>
        <translation>Something is too long[, at most {most} characters]</translation>
    </message>
    <message>
        <source>改短一点，再来一次</source>
        <translation>Make it shorter and try again</translation>
    </message>
    <message>
        <source>在服务器上，没有落后于这里见过的</source>
        <translation>On the server, not behind what was seen here</translation>
    </message>
    <message>
        <source>在服务器上，窗口用的账号能改表、摘守卫</source>
        <translation>On the server; the windows' account could change tables and take guards off</translation>
    </message>
    <message>
        <source>另用一个什么也不拥有的账号：guitai db provision</source>
        <translation>Use an account that owns nothing: guitai db provision</translation>
    </message>
    <message>
        <source>服务器上的数据库里已经有件</source>
        <translation>The server's database holds cases already</translation>
    </message>
    <message>
        <source>服务热线</source>
        <translation>Hotlines</translation>
    </message>
    <message>
        <source>期初</source>
        <translation>Opening</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>未办件留存</source>
        <translation>Keeping of drafts</translation>
    </message>
    <message>
        <source>未同意</source>
        <translation>Not approved</translation>
    </message>
    <message>
        <source>未定</source>
        <translation>Undecided</translation>
    </message>
    <message>
        <source>未成年人要由监护人办，不能代办</source>
        <translation>A minor needs a guardian, not an agent</translation>
    </message>
    <message>
        <source>未成年领卡可凭户口簿</source>
        <translation>Minors: register</translation>
    </message>
    <message>
        <source>未找到</source>
        <translation>Not found</translation>
    </message>
    <message>
        <source>未接</source>
        <translation>Not fitted</translation>
    </message>
    <message>
        <source>未留影像</source>
        <translation>No picture</translation>
    </message>
    <message>
        <source>未知错误</source>
        <translation>Unknown fault</translation>
    </message>
    <message>
        <source>未签名</source>
        <translation>Not signed</translation>
    </message>
    <message>
        <source>未采用的照片，办结后不保留。</source>
        <translation>Photos not used are not kept after the case.</translation>
    </message>
    <message>
        <source>末位应为 {digit}，请再核对</source>
        <translation>The last character should be {digit}, please check</translation>
    </message>
    <message>
        <source>本人</source>
        <translation>Holder</translation>
    </message>
    <message>
        <source>本机</source>
        <translation>This computer</translation>
    </message>
    <message>
        <source>本机就绪</source>
        <translation>This computer is ready</translation>
    </message>
    <message>
        <source>本机的时间与卡管系统差得太多，它不受理</source>
        <translation>This desk's clock is too far from the card service's</translation>
    </message>
    <message>
        <source>本机的时间与参保登记差得太多，它不受理</source>
        <translation>This desk's clock is too far from the registry's</translation>
    </message>
    <message>
        <source>本窗口今天的受理号用完了</source>
        <translation>This window has used up today's acceptance numbers</translation>
    </message>
    <message>
        <source>本窗口，今天</source>
        <translation>This window, today</translation>
    </message>
    <message>
        <source>机器里还有一张卡</source>
        <translation>A card is still inside</translation>
    </message>
    <message>
        <source>材料</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>材料齐了</source>
        <translation>Papers complete</translation>
    </message>
    <message>
        <source>来件说明不完整或写错了[：{problem}][（{key}）]</source>
        <translation>The walk-in is not complete or not right[: {problem}][ ({key})]</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>柜台</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>柜员</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>查安全模块</source>
        <translation>Ask security module</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>查看</source>
        <translation>Looked at</translation>
    </message>
    <message>
        <source>查询</source>
        <translation>Enquiry</translation>
    </message>
    <message>
        <source>查询要报身份证号或受理号</source>
        <translation>An identity or acceptance number is needed</translation>
    </message>
    <message>
        <source>核对</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>核对卡面</source>
        <translation>Check the face</translation>
    </message>
    <message>
        <source>核对本人</source>
        <translation>Check the person</translation>
    </message>
    <message>
        <source>核对来领的人，是不是这张卡的持卡人。</source>
        <translation>Check that who came is the holder of this card.</translation>
    </message>
    <message>
        <source>核对领卡人</source>
        <translation>Collector checked</translation>
    </message>
    <message>
        <source>模块不认卡</source>
        <translation>Module rejects card</translation>
    </message>
    <message>
        <source>模块没有授权</source>
        <translation>Module not authorised</translation>
    </message>
    <message>
        <source>模块自检失败</source>
        <translation>Module failed its self-test</translation>
    </message>
    <message>
        <source>模块自检没有通过</source>
        <translation>The module failed its self-test</translation>
    </message>
    <message>
        <source>欠{material}，{day}前</source>
        <translation>owes {material}, before {day}</translation>
    </message>
    <message>
        <source>欢迎</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>正在制卡</source>
        <translation>Making the card</translation>
    </message>
    <message>
        <source>正在制卡，不会停</source>
        <translation>a card is being made and goes on</translation>
    </message>
    <message>
        <source>正在制卡，现在不能换人</source>
        <translation>A card is being made, nobody else can sign in now</translation>
    </message>
    <message>
        <source>正在办理</source>
        <translation>Now serving</translation>
    </message>
    <message>
        <source>正在办，请稍候</source>
        <translation>One moment, under way</translation>
    </message>
    <message>
        <source>正在工作</source>
        <translation>Working</translation>
    </message>
    <message>
        <source>正在打印卡面</source>
        <translation>Printing the face</translation>
    </message>
    <message>
        <source>正在打开</source>
        <translation>Opening</translation>
    </message>
    <message>
        <source>正在打开摄像头</source>
        <translation>Opening the camera</translation>
    </message>
    <message>
        <source>正在打开数据和设备。</source>
        <translation>Opening data and devices.</translation>
    </message>
    <message>
        <source>正在找</source>
        <translation>Searching</translation>
    </message>
    <message>
        <source>正在更新固件</source>
        <translation>Updating its firmware</translation>
    </message>
    <message>
        <source>正在清洁</source>
        <translation>Cleaning</translation>
    </message>
    <message>
        <source>正在看{name}</source>
        <translation>Looking at {name}</translation>
    </message>
    <message>
        <source>正在看本机</source>
        <translation>Looking at this computer</translation>
    </message>
    <message>
        <source>正在看记录</source>
        <translation>Looking it up</translation>
    </message>
    <message>
        <source>正在试</source>
        <translation>Trying</translation>
    </message>
    <message>
        <source>正在试{name}</source>
        <translation>Trying {name}</translation>
    </message>
    <message>
        <source>正在读，请别移动</source>
        <translation>Reading, keep it still</translation>
    </message>
    <message>
        <source>正在问参保登记</source>
        <translation>Asking the registry</translation>
    </message>
    <message>
        <source>正在预热</source>
        <translation>Warming up</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>Fine</translation>
    </message>
    <message>
        <source>正式挂失</source>
        <translation>Formal loss</translation>
    </message>
    <message>
        <source>正式挂失不能解挂</source>
        <translation>A formal loss report cannot be lifted</translation>
    </message>
    <message>
        <source>正式挂失并继续</source>
        <translation>Report loss and go on</translation>
    </message>
    <message>
        <source>正式数据没有动</source>
        <translation>The live data were not touched</translation>
    </message>
    <message>
        <source>正式模式下不能装练习数据</source>
        <translation>Practice data cannot be put into a live desk</translation>
    </message>
    <message>
        <source>正式模式下要说明是谁在办</source>
        <translation>In live mode the desk must know who asks</translation>
    </message>
    <message>
        <source>此刻停电或拔线：这张卡记为“未定”，下次开机 5 秒内列出，等人看过再定。</source>
        <translation>If power or cable goes now, this card counts as undecided; the next start shows it within 5 s and asks a person to look.</translation>
    </message>
    <message>
        <source>步骤</source>
        <translation>Steps</translation>
    </message>
    <message>
        <source>死亡证明</source>
        <translation>Death certificate</translation>
    </message>
    <message>
        <source>残疾 {n} 级</source>
        <translation>Disability level {n}</translation>
    </message>
    <message>
        <source>每一条都合格。</source>
        <translation>Every rule is met.</translation>
    </message>
    <message>
        <source>每一样都看过、收下了。</source>
        <translation>Each was seen and taken in.</translation>
    </message>
    <message>
        <source>每一页都读得出，没有被换过</source>
        <translation>Every page can be read, none was exchanged</translation>
    </message>
    <message>
        <source>每半小时办件</source>
        <translation>Cases per half hour</translation>
    </message>
    <message>
        <source>每张秒数</source>
        <translation>Seconds per card</translation>
    </message>
    <message>
        <source>比平时久，再等 {n} 秒会停</source>
        <translation>Slower than usual, it stops after {n} s more</translation>
    </message>
    <message>
        <source>没带身份证</source>
        <translation>No ID card at hand</translation>
    </message>
    <message>
        <source>没打出</source>
        <translation>not printed</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>None</translation>
    </message>
    <message>
        <source>没有{device}的这个打印队列</source>
        <translation>There is no such queue for {device}</translation>
    </message>
    <message>
        <source>没有东西丢失</source>
        <translation>Nothing is lost</translation>
    </message>
    <message>
        <source>没有人在等</source>
        <translation>Nobody is waiting</translation>
    </message>
    <message>
        <source>没有人脸</source>
        <translation>No face</translation>
    </message>
    <message>
        <source>没有做任何事</source>
        <translation>Nothing was done</translation>
    </message>
    <message>
        <source>没有再动这张卡</source>
        <translation>The card was not touched again</translation>
    </message>
    <message>
        <source>没有办成[（{kind}）]</source>
        <translation>Not done[ ({kind})]</translation>
    </message>
    <message>
        <source>没有动用新的空白卡</source>
        <translation>No other blank was used</translation>
    </message>
    <message>
        <source>没有动那一件</source>
        <translation>That case was not touched</translation>
    </message>
    <message>
        <source>没有卡</source>
        <translation>No card</translation>
    </message>
    <message>
        <source>没有参保</source>
        <translation>Not insured</translation>
    </message>
    <message>
        <source>没有发出任何请求</source>
        <translation>No question was sent</translation>
    </message>
    <message>
        <source>没有可用的卡</source>
        <translation>There is no usable card</translation>
    </message>
    <message>
        <source>没有多收钱</source>
        <translation>Nothing more was charged</translation>
    </message>
    <message>
        <source>没有带来，就输入持卡人的号码和姓名。</source>
        <translation>Not brought along? Type the holder's number and name.</translation>
    </message>
    <message>
        <source>没有应答</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>没有往旧的上面写</source>
        <translation>Nothing was written to the old copy</translation>
    </message>
    <message>
        <source>没有往芯片里写任何东西</source>
        <translation>Nothing was written to the chip</translation>
    </message>
    <message>
        <source>没有往里面写</source>
        <translation>Nothing was written there</translation>
    </message>
    <message>
        <source>没有待领的卡</source>
        <translation>No card waits to be collected</translation>
    </message>
    <message>
        <source>没有打印</source>
        <translation>Nothing was printed</translation>
    </message>
    <message>
        <source>没有打印，名字不会印成方框</source>
        <translation>Nothing was printed; no name is ever printed with boxes</translation>
    </message>
    <message>
        <source>没有打开的件</source>
        <translation>no open case</translation>
    </message>
    <message>
        <source>没有找到身份证</source>
        <translation>No ID card found</translation>
    </message>
    <message>
        <source>没有按它判定任何件</source>
        <translation>No case was decided by it</translation>
    </message>
    <message>
        <source>没有按时回答</source>
        <translation>No answer in time</translation>
    </message>
    <message>
        <source>没有插社保卡读卡器，或名字对不上</source>
        <translation>No card chip reader is plugged in under its name</translation>
    </message>
    <message>
        <source>没有插身份证阅读器[，{port} 上没有应答]</source>
        <translation>No ID card reader is plugged in[, nothing answers at {port}]</translation>
    </message>
    <message>
        <source>没有改动任何东西</source>
        <translation>Nothing was changed</translation>
    </message>
    <message>
        <source>没有改动任何卡</source>
        <translation>No card was changed</translation>
    </message>
    <message>
        <source>没有新建空库盖掉它</source>
        <translation>No empty one was put in its place</translation>
    </message>
    <message>
        <source>没有权限用这台打印机</source>
        <translation>This printer may not be used by this account</translation>
    </message>
    <message>
        <source>没有查到可用的参保记录</source>
        <translation>No insurance that can be used was found</translation>
    </message>
    <message>
        <source>没有用掉空白卡</source>
        <translation>No blank was used</translation>
    </message>
    <message>
        <source>没有空白卡了[，{window} 号窗口]</source>
        <translation>No blank cards left[, window {window}]</translation>
    </message>
    <message>
        <source>没有等复核的件。柜员提交要复核的事，会出现在这里。</source>
        <translation>Nothing waits for approval. What clerks submit for it appears here.</translation>
    </message>
    <message>
        <source>没有纸了</source>
        <translation>Out of paper</translation>
    </message>
    <message>
        <source>没有纸了，可能印了一半</source>
        <translation>Paper ran out, half may be printed</translation>
    </message>
    <message>
        <source>没有给口令短语，打不开数据库</source>
        <translation>No passphrase was given, the database stays closed</translation>
    </message>
    <message>
        <source>没有装膜</source>
        <translation>No film is in</translation>
    </message>
    <message>
        <source>没有装色带</source>
        <translation>No ribbon is in</translation>
    </message>
    <message>
        <source>没有要送制卡中心的件</source>
        <translation>There is nothing to send to the card centre</translation>
    </message>
    <message>
        <source>没有让它登录</source>
        <translation>It was not let in</translation>
    </message>
    <message>
        <source>没有说</source>
        <translation>Not told</translation>
    </message>
    <message>
        <source>没有读、没有改放着的这张卡</source>
        <translation>The card at hand was neither read nor changed</translation>
    </message>
    <message>
        <source>没有读出任何内容</source>
        <translation>Nothing was read</translation>
    </message>
    <message>
        <source>没有读证，号码是输入的</source>
        <translation>No card was read, the number was typed</translation>
    </message>
    <message>
        <source>没有身份证</source>
        <translation>No ID card</translation>
    </message>
    <message>
        <source>没有这一批[：{batch}]</source>
        <translation>No such batch[: {batch}]</translation>
    </message>
    <message>
        <source>没有这一项</source>
        <translation>There is no such item</translation>
    </message>
    <message>
        <source>没有这一项复核</source>
        <translation>No such approval</translation>
    </message>
    <message>
        <source>没有这一项待办</source>
        <translation>No such task</translation>
    </message>
    <message>
        <source>没有这个序列号的空白卡[：{serial}]</source>
        <translation>No blank of this number[: {serial}]</translation>
    </message>
    <message>
        <source>没有这个打印任务</source>
        <translation>No such print job</translation>
    </message>
    <message>
        <source>没有这个文件[：{file}]</source>
        <translation>No such file[: {file}]</translation>
    </message>
    <message>
        <source>没有这个目录[：{folder}]</source>
        <translation>No such folder[: {folder}]</translation>
    </message>
    <message>
        <source>没有这个账号[：{name}]</source>
        <translation>No such account[: {name}]</translation>
    </message>
    <message>
        <source>没有这样的件[：{number}]</source>
        <translation>No such case[: {number}]</translation>
    </message>
    <message>
        <source>没有这样的纸[：{paper}]</source>
        <translation>No such paper[: {paper}]</translation>
    </message>
    <message>
        <source>没有进行中的卡</source>
        <translation>no card is being made</translation>
    </message>
    <message>
        <source>没有采用芯片里的任何内容</source>
        <translation>Nothing of the chip was used</translation>
    </message>
    <message>
        <source>没有采用证件里的任何内容</source>
        <translation>Nothing of the document was used</translation>
    </message>
    <message>
        <source>没有采用读到的内容</source>
        <translation>Nothing it said was used</translation>
    </message>
    <message>
        <source>没有采用这张照片</source>
        <translation>This photo was not taken over</translation>
    </message>
    <message>
        <source>没有问</source>
        <translation>Not asked</translation>
    </message>
    <message>
        <source>没有验，也没有说真假</source>
        <translation>Nothing was verified either way</translation>
    </message>
    <message>
        <source>没试成也保存</source>
        <translation>Save it although it failed</translation>
    </message>
    <message>
        <source>没读到：卡移开了，请再放一次</source>
        <translation>Not read: the card moved, lay it down again</translation>
    </message>
    <message>
        <source>没读到：阅读器上不止一张卡</source>
        <translation>Not read: more than one card lies on the reader</translation>
    </message>
    <message>
        <source>没读完：社保卡拔出来了</source>
        <translation>Not read to the end: the card was pulled out</translation>
    </message>
    <message>
        <source>法律依据</source>
        <translation>Legal basis</translation>
    </message>
    <message>
        <source>波特率</source>
        <translation>Speed</translation>
    </message>
    <message>
        <source>注销</source>
        <translation>Cancellation</translation>
    </message>
    <message>
        <source>测试条</source>
        <translation>Test strip</translation>
    </message>
    <message>
        <source>测试页</source>
        <translation>Test page</translation>
    </message>
    <message>
        <source>清洁过期，影响保修</source>
        <translation>Cleaning is overdue and touches the warranty</translation>
    </message>
    <message>
        <source>清点</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>清点的空白卡，张</source>
        <translation>Blanks counted</translation>
    </message>
    <message>
        <source>满意</source>
        <translation>Good</translation>
    </message>
    <message>
        <source>激活</source>
        <translation>Activation</translation>
    </message>
    <message>
        <source>灯亮后按任意一个键。</source>
        <translation>When the light is on, press any key.</translation>
    </message>
    <message>
        <source>灵活就业户口簿</source>
        <translation>Flexible: register</translation>
    </message>
    <message>
        <source>点过的数都在</source>
        <translation>What was counted is kept</translation>
    </message>
    <message>
        <source>照右边的提示调整。</source>
        <translation>Follow the hints at the right.</translation>
    </message>
    <message>
        <source>照常打印，它会自己醒来</source>
        <translation>Print as always, it wakes up by itself</translation>
    </message>
    <message>
        <source>照来件格式补好再来</source>
        <translation>Complete it as its form says and try again</translation>
    </message>
    <message>
        <source>照片</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>照片 (*.jpg *.jpeg *.png)</source>
        <translation>Photos (*.jpg *.jpeg *.png)</translation>
    </message>
    <message>
        <source>照片不合格：{problems}</source>
        <translation>The photo is not acceptable: {problems}</translation>
    </message>
    <message>
        <source>照片不能用[：{problems}]</source>
        <translation>The photo cannot be used[: {problems}]</translation>
    </message>
    <message>
        <source>照片像素太多[，{width}×{height}]</source>
        <translation>The photo has too many pixels[, {width}×{height}]</translation>
    </message>
    <message>
        <source>照片可以用</source>
        <translation>The photo can be used</translation>
    </message>
    <message>
        <source>照片合格，请看一眼本人</source>
        <translation>The photo is good, look at the person</translation>
    </message>
    <message>
        <source>照片太小[，{width}×{height}]，放大会模糊</source>
        <translation>The photo is too small[, {width}×{height}] and would be blurred</translation>
    </message>
    <message>
        <source>照片已解码</source>
        <translation>photo decoded</translation>
    </message>
    <message>
        <source>照片已采用</source>
        <translation>Photo accepted</translation>
    </message>
    <message>
        <source>照片文件不完整，后半截没有了</source>
        <translation>The photo's file is incomplete, its end is missing</translation>
    </message>
    <message>
        <source>照片文件后面夹带了别的数据</source>
        <translation>Other data hide behind the photo in its file</translation>
    </message>
    <message>
        <source>照片文件太大[，{bytes}，最多 {limit}]</source>
        <translation>The photo's file is too large[, {bytes}, at most {limit}]</translation>
    </message>
    <message>
        <source>照片是印刷用的四色格式</source>
        <translation>The photo is in print colours (CMYK)</translation>
    </message>
    <message>
        <source>照片更换工本费</source>
        <translation>New photo: card fee</translation>
    </message>
    <message>
        <source>照片未解码</source>
        <translation>photo not decoded</translation>
    </message>
    <message>
        <source>照片标准</source>
        <translation>Photo standard</translation>
    </message>
    <message>
        <source>照片解码</source>
        <translation>Photo decoder</translation>
    </message>
    <message>
        <source>照纸上印的抄，形如 03-128-K5QW2M7ABC</source>
        <translation>Copy it from the paper, it looks like 03-128-K5QW2M7ABC</translation>
    </message>
    <message>
        <source>照行号改好，用 guitai policy check 再验</source>
        <translation>Mend the lines named and run guitai policy check again</translation>
    </message>
    <message>
        <source>特困</source>
        <translation>Destitution</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>状态暂时读不到</source>
        <translation>Its state cannot be read just now</translation>
    </message>
    <message>
        <source>现在不能受理，已一次告知</source>
        <translation>Cannot be accepted yet; all that is missing was listed</translation>
    </message>
    <message>
        <source>现在不能走这一步[：{thing}是“{state}”，不能变成“{wanted}”]</source>
        <translation>This step cannot be taken now[: {thing} is "{state}" and cannot become "{wanted}"]</translation>
    </message>
    <message>
        <source>现在在这里</source>
        <translation>you are here</translation>
    </message>
    <message>
        <source>现在用清洁卡清洁</source>
        <translation>Clean it with a cleaning card now</translation>
    </message>
    <message>
        <source>现场拍摄</source>
        <translation>Taken here</translation>
    </message>
    <message>
        <source>现有卡</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>现有的数据没有动</source>
        <translation>The present data were not touched</translation>
    </message>
    <message>
        <source>现金</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>现金差 {difference}</source>
        <translation>Cash differs by {difference}</translation>
    </message>
    <message>
        <source>现金有差，还没有说明[：{variance} 元]</source>
        <translation>The cash differs and nothing explains it[: {variance} yuan]</translation>
    </message>
    <message>
        <source>现金（元）</source>
        <translation>Cash (yuan)</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>生僻字</source>
        <translation>Rare characters</translation>
    </message>
    <message>
        <source>生僻字 {names}</source>
        <translation>Rare characters {names}</translation>
    </message>
    <message>
        <source>生存状态</source>
        <translation>Survival status</translation>
    </message>
    <message>
        <source>生日 8 位</source>
        <translation>birth 8</translation>
    </message>
    <message>
        <source>生日 {day} 不存在</source>
        <translation>There is no birth date {day}</translation>
    </message>
    <message>
        <source>用 1 到 40 个看得见的字，前后不留空格</source>
        <translation>Use 1 to 40 visible characters without spaces at the ends</translation>
    </message>
    <message>
        <source>用笔或手指写在框里</source>
        <translation>With pen or finger, inside the frame</translation>
    </message>
    <message>
        <source>用第二块屏</source>
        <translation>Uses the second screen</translation>
    </message>
    <message>
        <source>由持卡人到银行激活</source>
        <translation>The holder activates them at the bank</translation>
    </message>
    <message>
        <source>由柜员看</source>
        <translation>The clerk looks</translation>
    </message>
    <message>
        <source>申请仍在“制卡”，回执有效</source>
        <translation>The case is still "being made", its receipt holds</translation>
    </message>
    <message>
        <source>电子</source>
        <translation>Electronic</translation>
    </message>
    <message>
        <source>电子凭证</source>
        <translation>E-credential</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>电话查询要同时报身份证号和受理号</source>
        <translation>By phone both identity and acceptance number are needed</translation>
    </message>
    <message>
        <source>留一张照片</source>
        <translation>Keep a picture</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>登记为{who}</source>
        <translation>Register as {who}</translation>
    </message>
    <message>
        <source>登记启用</source>
        <translation>Register and enable</translation>
    </message>
    <message>
        <source>登记照片</source>
        <translation>Photo of the registry</translation>
    </message>
    <message>
        <source>登记状态异常，请主管来看</source>
        <translation>The registry shows an irregular status, call a supervisor</translation>
    </message>
    <message>
        <source>登记里</source>
        <translation>In the registry</translation>
    </message>
    <message>
        <source>登记里有，或由本机留存</source>
        <translation>In the registry, or kept here</translation>
    </message>
    <message>
        <source>监护人</source>
        <translation>Guardian</translation>
    </message>
    <message>
        <source>盒中应有</source>
        <translation>In the box</translation>
    </message>
    <message>
        <source>盖子开着</source>
        <translation>The cover is open</translation>
    </message>
    <message>
        <source>直接做主按钮的事；不能撤回的事只认这个键</source>
        <translation>The main button from anywhere; the only key for what cannot be taken back</translation>
    </message>
    <message>
        <source>看出卡口有几张卡</source>
        <translation>See how many cards lie at the exit</translation>
    </message>
    <message>
        <source>看出卡口有没有卡</source>
        <translation>See whether a card lies at the exit</translation>
    </message>
    <message>
        <source>看卡面</source>
        <translation>Checked the card's face</translation>
    </message>
    <message>
        <source>看它是否单向连接；能双向就接双向的口</source>
        <translation>See whether its line goes one way only; use one that goes both ways</translation>
    </message>
    <message>
        <source>看完整号码</source>
        <translation>Looked at the whole number</translation>
    </message>
    <message>
        <source>看打印机的屏，叫技术员</source>
        <translation>Read the printer's display and call a technician</translation>
    </message>
    <message>
        <source>看打印机里和出卡口有没有卡</source>
        <translation>See whether a card is inside or at the exit</translation>
    </message>
    <message>
        <source>看打印机面板和队列，再试一次。</source>
        <translation>Look at the printer's panel and queue, then try again.</translation>
    </message>
    <message>
        <source>看电源和线是否插好，再试一次</source>
        <translation>Check power and cable and try again</translation>
    </message>
    <message>
        <source>看看名字写对没有</source>
        <translation>See whether the name is right</translation>
    </message>
    <message>
        <source>看看大小写和空格，再输一次</source>
        <translation>Check capitals and spaces and enter it again</translation>
    </message>
    <message>
        <source>看看大小写，再输一次；忘了口令请主管重设</source>
        <translation>Check capitals and try again; a supervisor can reset a forgotten one</translation>
    </message>
    <message>
        <source>看看设置里的区划和编号[；库里有：{known}]</source>
        <translation>Check region and code in the settings[; it knows: {known}]</translation>
    </message>
    <message>
        <source>看看路径、文件名和权限</source>
        <translation>Check path, name and permissions</translation>
    </message>
    <message>
        <source>看看路径和文件名</source>
        <translation>Check path and name</translation>
    </message>
    <message>
        <source>看纸上：字、线、码都清楚，四边没有切掉，就好了。</source>
        <translation>Look at the paper: text, lines and code clear, no edge cut off.</translation>
    </message>
    <message>
        <source>看纸出来没有；出来了就能用，只是以后每次都要人看。</source>
        <translation>See whether paper came out; if so it works, but a person has to look every time.</translation>
    </message>
    <message>
        <source>看线和电源；看端口对不对、波特率对不对（填 0 自动找）。</source>
        <translation>Check cable and power, the port and the speed (0 finds it by itself).</translation>
    </message>
    <message>
        <source>看线是否插好</source>
        <translation>Check the cable</translation>
    </message>
    <message>
        <source>看网线和打印机地址</source>
        <translation>Check network cable and printer address</translation>
    </message>
    <message>
        <source>看色带、盖子、卡箱是否都好</source>
        <translation>Check ribbon, cover and feeder</translation>
    </message>
    <message>
        <source>看过</source>
        <translation>Seen</translation>
    </message>
    <message>
        <source>看过：睁眼、免冠、露耳</source>
        <translation>Seen: eyes open, no hat, ears free</translation>
    </message>
    <message>
        <source>睁眼、免冠、露耳</source>
        <translation>Eyes, hat and ears</translation>
    </message>
    <message>
        <source>睁眼、免冠、露耳，看过按空格。</source>
        <translation>Eyes open, no hat, ears free; then Space.</translation>
    </message>
    <message>
        <source>知道正式挂失不能解挂。</source>
        <translation>I know that a formal loss report cannot be lifted.</translation>
    </message>
    <message>
        <source>码的种类：{kind}。内容不在这里显示。</source>
        <translation>Kind of code: {kind}. The content is not shown here.</translation>
    </message>
    <message>
        <source>确认完好</source>
        <translation>Confirm good</translation>
    </message>
    <message>
        <source>确认挂失</source>
        <translation>Report the loss</translation>
    </message>
    <message>
        <source>确认日结</source>
        <translation>Close the day</translation>
    </message>
    <message>
        <source>确认膜的型号</source>
        <translation>Check the kind of film</translation>
    </message>
    <message>
        <source>确认色带型号；不是原装色带就换掉</source>
        <translation>Check its kind; replace it unless it is an original</translation>
    </message>
    <message>
        <source>磁条读写失败</source>
        <translation>The magnetic stripe failed</translation>
    </message>
    <message>
        <source>磁盘满了，这一步没有存</source>
        <translation>The disk is full, this step was not kept</translation>
    </message>
    <message>
        <source>社保卡芯片里的[“{field}”]内容不对[：{problem}]</source>
        <translation>The chip's content cannot be right[: {field}][, {problem}]</translation>
    </message>
    <message>
        <source>社保卡读卡器</source>
        <translation>Chip reader</translation>
    </message>
    <message>
        <source>社保卡读卡器正被别的程序占着</source>
        <translation>Another program holds the card chip reader</translation>
    </message>
    <message>
        <source>社保卡读卡器的驱动报错[（{status}）]</source>
        <translation>The driver of the card chip reader reports a fault[ ({status})]</translation>
    </message>
    <message>
        <source>社保卡读卡器里没有卡</source>
        <translation>There is no card in the card chip reader</translation>
    </message>
    <message>
        <source>禁止行为</source>
        <translation>Forbidden acts</translation>
    </message>
    <message>
        <source>程序出错，已记下[，编号 {number}]。这一件没有丢。</source>
        <translation>The program failed and noted it[, number {number}]. This case is not lost.</translation>
    </message>
    <message>
        <source>稍后再试；同一编号不会做两次</source>
        <translation>Try again later; the same number never acts twice</translation>
    </message>
    <message>
        <source>稍等再试；一直这样就叫技术员</source>
        <translation>Wait a moment and try again; if it goes on, call a technician</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>空格确认</source>
        <translation>Space confirms</translation>
    </message>
    <message>
        <source>空白卡</source>
        <translation>Blank</translation>
    </message>
    <message>
        <source>空白卡 **{blank}**：您看过之前，不算废卡也不算好卡</source>
        <translation>Blank **{blank}**: until you have looked it is neither spoiled nor good</translation>
    </message>
    <message>
        <source>空白卡 {blank} 记废卡，剪角入袋，两人销毁</source>
        <translation>Record blank {blank} as spoiled, cut and bag it, two people destroy it</translation>
    </message>
    <message>
        <source>空白卡差 {difference} 张</source>
        <translation>Blanks differ by {difference}</translation>
    </message>
    <message>
        <source>空白卡账对不上[：入库 {received}，查到 {counted}]</source>
        <translation>The blanks do not add up[: {received} received, {counted} found]</translation>
    </message>
    <message>
        <source>空白卡（张）</source>
        <translation>Blanks (cards)</translation>
    </message>
    <message>
        <source>空白卡，全厅</source>
        <translation>Blanks, whole hall</translation>
    </message>
    <message>
        <source>空白卡：{opening} + {received} − {issued} 已发 − {spoiled} 废卡</source>
        <translation>Blanks: {opening} + {received} − {issued} issued − {spoiled} spoiled</translation>
    </message>
    <message>
        <source>窗口自取</source>
        <translation>Pick up</translation>
    </message>
    <message>
        <source>端口打得开</source>
        <translation>The port opens</translation>
    </message>
    <message>
        <source>第 {line} 行</source>
        <translation>line {line}</translation>
    </message>
    <message>
        <source>第 {n} 个摄像头</source>
        <translation>Camera {n}</translation>
    </message>
    <message>
        <source>第 {n} 页</source>
        <translation>Page {n}</translation>
    </message>
    <message>
        <source>第一个账号要是主管</source>
        <translation>The first account has to be a supervisor</translation>
    </message>
    <message>
        <source>第一次开机</source>
        <translation>First start</translation>
    </message>
    <message>
        <source>第二人复核</source>
        <translation>Approval</translation>
    </message>
    <message>
        <source>第二人放行</source>
        <translation>Second person releases</translation>
    </message>
    <message>
        <source>第二人输入工号和口令后才能交卡。</source>
        <translation>The card is handed over after the second person's number and password.</translation>
    </message>
    <message>
        <source>第二次没有办，第一次的有效</source>
        <translation>The first one holds, the second was not done</translation>
    </message>
    <message>
        <source>等主管输入口令</source>
        <translation>Waiting for the supervisor's password</translation>
    </message>
    <message>
        <source>等候</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>等候 **{n}** 人</source>
        <translation>**{n}** waiting</translation>
    </message>
    <message>
        <source>等候 **{n}** 人，约 {m} 分钟</source>
        <translation>**{n}** waiting, about {m} min</translation>
    </message>
    <message>
        <source>等候 {n} 人</source>
        <translation>{n} waiting</translation>
    </message>
    <message>
        <source>等候时间</source>
        <translation>Waiting time</translation>
    </message>
    <message>
        <source>等制卡中心做好送回，再领卡</source>
        <translation>Wait until the centre has sent it, then hand it over</translation>
    </message>
    <message>
        <source>等卡做好再来领</source>
        <translation>Come when the card is made</translation>
    </message>
    <message>
        <source>等卡出来；本人可以随时解锁。</source>
        <translation>Wait for the card; its clerk can unlock at any time.</translation>
    </message>
    <message>
        <source>等原因和主管口令</source>
        <translation>Needs a reason and a supervisor</translation>
    </message>
    <message>
        <source>等复核</source>
        <translation>To approve</translation>
    </message>
    <message>
        <source>等复核的件</source>
        <translation>Cases waiting for approval</translation>
    </message>
    <message>
        <source>等它做完</source>
        <translation>Wait until it has finished</translation>
    </message>
    <message>
        <source>等它凉下来，不要关机</source>
        <translation>Wait until it has cooled, do not switch it off</translation>
    </message>
    <message>
        <source>等它打完，再看卡是好是坏</source>
        <translation>Wait until it is out, then look whether it is good</translation>
    </message>
    <message>
        <source>等它更新完，不要断电</source>
        <translation>Wait until it is done, leave the power on</translation>
    </message>
    <message>
        <source>等它清洁完</source>
        <translation>Wait until it is clean</translation>
    </message>
    <message>
        <source>等它热好</source>
        <translation>Wait until it is warm</translation>
    </message>
    <message>
        <source>等持卡人设密码</source>
        <translation>Waiting for the holder's PIN</translation>
    </message>
    <message>
        <source>等收回临时卡</source>
        <translation>Waiting for the temporary card</translation>
    </message>
    <message>
        <source>等核对卡面</source>
        <translation>Waiting for the face check</translation>
    </message>
    <message>
        <source>等着放卡</source>
        <translation>A card is wanted</translation>
    </message>
    <message>
        <source>等第二人复核，{n} 项</source>
        <translation>Waiting for a second person, {n} to decide</translation>
    </message>
    <message>
        <source>等第二人输入口令</source>
        <translation>Waiting for the second person's password</translation>
    </message>
    <message>
        <source>等身份证</source>
        <translation>Waiting for the ID card</translation>
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
        <source>签名以后内容改过</source>
        <translation>Something was changed after the signature</translation>
    </message>
    <message>
        <source>签名只用于这一件</source>
        <translation>The signature is for this case only</translation>
    </message>
    <message>
        <source>签字</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>系统不让柜台程序用身份证阅读器[（{port}）]</source>
        <translation>The system does not let the desk use the ID card reader[ ({port})]</translation>
    </message>
    <message>
        <source>系统出错</source>
        <translation>A system fault</translation>
    </message>
    <message>
        <source>系统的读卡服务没有开</source>
        <translation>The system's card service is not running</translation>
    </message>
    <message>
        <source>系统钥匙串里没有这个数据库的密钥</source>
        <translation>The system's keyring lacks the key of this database</translation>
    </message>
    <message>
        <source>纸够</source>
        <translation>Enough paper</translation>
    </message>
    <message>
        <source>纸张</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>纸快用完了</source>
        <translation>Paper runs out soon</translation>
    </message>
    <message>
        <source>线上往来</source>
        <translation>On the line</translation>
    </message>
    <message>
        <source>线上往来不含姓名、号码和照片</source>
        <translation>The traffic shows no names, numbers or photos</translation>
    </message>
    <message>
        <source>线可能松了或太长，换一根线；附近有大功率设备就离远些。</source>
        <translation>The cable may be loose or too long, change it; keep away from strong machines.</translation>
    </message>
    <message>
        <source>线可能松了，插紧或换一根。</source>
        <translation>The cable may be loose, push it in or change it.</translation>
    </message>
    <message>
        <source>练习</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>练习，设备是模拟的，办的件不算数</source>
        <translation>Practice: simulated devices, nothing counts</translation>
    </message>
    <message>
        <source>练习，设备是模拟的，办的件不算数，Ctrl D 放证件</source>
        <translation>Practice: simulated devices, nothing counts. Ctrl D lays a card down</translation>
    </message>
    <message>
        <source>练习：拿走证件</source>
        <translation>Practice: take the card away</translation>
    </message>
    <message>
        <source>练习：放一张证件</source>
        <translation>Practice: lay a card down</translation>
    </message>
    <message>
        <source>终止参保</source>
        <translation>Insurance ended</translation>
    </message>
    <message>
        <source>经办人</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>经办人身份证件</source>
        <translation>Agent's document</translation>
    </message>
    <message>
        <source>经办差错免费</source>
        <translation>Agency error: free</translation>
    </message>
    <message>
        <source>结束这次接待</source>
        <translation>End this visit</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>What follows</translation>
    </message>
    <message>
        <source>给足了再收。</source>
        <translation>Take it when it is enough.</translation>
    </message>
    <message>
        <source>给这一件占用的空白卡已经放回</source>
        <translation>The blank reserved for this case was put back</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>继续拍照</source>
        <translation>Go on to photo</translation>
    </message>
    <message>
        <source>继续收材料</source>
        <translation>Go on with papers</translation>
    </message>
    <message>
        <source>继续核对</source>
        <translation>Go on to review</translation>
    </message>
    <message>
        <source>绿色通道</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>废卡登记单在打印</source>
        <translation>The sheet for the spoiled card is being printed</translation>
    </message>
    <message>
        <source>告知单号</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>批次号</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>缴费</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>缴费凭证</source>
        <translation>Proof of payment</translation>
    </message>
    <message>
        <source>缴费档次</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>缴费档次 {n}%</source>
        <translation>Tier {n}%</translation>
    </message>
    <message>
        <source>缺</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>缺 {n} 项</source>
        <translation>{n} missing</translation>
    </message>
    <message>
        <source>缺{material}</source>
        <translation>Missing: {material}</translation>
    </message>
    <message>
        <source>缺字体：{characters}</source>
        <translation>Missing fonts: {characters}</translation>
    </message>
    <message>
        <source>缺字：{characters}</source>
        <translation>Missing characters: {characters}</translation>
    </message>
    <message>
        <source>缺纸</source>
        <translation>out of paper</translation>
    </message>
    <message>
        <source>缺页</source>
        <translation>Pages missing</translation>
    </message>
    <message>
        <source>网络</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>网络不通</source>
        <translation>The network is down</translation>
    </message>
    <message>
        <source>网络，{port}</source>
        <translation>Network, {port}</translation>
    </message>
    <message>
        <source>背景{ground}</source>
        <translation>Background {ground}</translation>
    </message>
    <message>
        <source>能用网络打印机（ipp://）就用它</source>
        <translation>Use a network printer (ipp://) where possible</translation>
    </message>
    <message>
        <source>能用，但{reasons}</source>
        <translation>Works, but {reasons}</translation>
    </message>
    <message>
        <source>膜断了或卡住了</source>
        <translation>The film is torn or stuck</translation>
    </message>
    <message>
        <source>膜的型号不对</source>
        <translation>The film is of the wrong kind</translation>
    </message>
    <message>
        <source>自带照片</source>
        <translation>Own photo</translation>
    </message>
    <message>
        <source>自检全部</source>
        <translation>Test all devices</translation>
    </message>
    <message>
        <source>自检全部设备</source>
        <translation>Test all devices</translation>
    </message>
    <message>
        <source>至 {day}</source>
        <translation>to {day}</translation>
    </message>
    <message>
        <source>色带剩 {left} 张</source>
        <translation>Ribbon for {left} more</translation>
    </message>
    <message>
        <source>色带型号不对</source>
        <translation>The ribbon is of the wrong kind</translation>
    </message>
    <message>
        <source>色带快用完了</source>
        <translation>The ribbon runs out soon</translation>
    </message>
    <message>
        <source>色带断了或卡住了</source>
        <translation>The ribbon is torn or stuck</translation>
    </message>
    <message>
        <source>色带用完了</source>
        <translation>The ribbon is used up</translation>
    </message>
    <message>
        <source>芯片</source>
        <translation>chip</translation>
    </message>
    <message>
        <source>芯片写完再读，[“{field}”]与要写的不一样</source>
        <translation>Read back, the chip differs from what was written[: {field}]</translation>
    </message>
    <message>
        <source>芯片座没有应答</source>
        <translation>The chip station does not answer</translation>
    </message>
    <message>
        <source>芯片读写失败</source>
        <translation>The chip failed</translation>
    </message>
    <message>
        <source>芯片读出</source>
        <translation>from the chip</translation>
    </message>
    <message>
        <source>若就此结束，一次性告知单列 {n} 项，以后不再加。</source>
        <translation>Ending now, the one-time notice would list {n}; nothing is added later.</translation>
    </message>
    <message>
        <source>补交期限没有变</source>
        <translation>The due date stays</translation>
    </message>
    <message>
        <source>补办已受理，不能解挂</source>
        <translation>A reissue is under way, the loss cannot be lifted</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>补换可凭户口簿</source>
        <translation>Reissue: register</translation>
    </message>
    <message>
        <source>补收{paper}</source>
        <translation>Receive {paper}</translation>
    </message>
    <message>
        <source>补材料</source>
        <translation>Bring papers in</translation>
    </message>
    <message>
        <source>补贴申请表</source>
        <translation>Subsidy form</translation>
    </message>
    <message>
        <source>补齐前不能领卡</source>
        <translation>No card before it is complete</translation>
    </message>
    <message>
        <source>补齐前不能领卡；过期自动终止</source>
        <translation>No card before it is complete; ends by itself when late</translation>
    </message>
    <message>
        <source>补齐后凭这张单再来，接着办，不再加要求。</source>
        <translation>Come back with this notice when complete; the case goes on and nothing more is asked.</translation>
    </message>
    <message>
        <source>补齐后补材料</source>
        <translation>Papers brought in</translation>
    </message>
    <message>
        <source>表单与回执</source>
        <translation>Forms and receipts</translation>
    </message>
    <message>
        <source>表格已存：{file}</source>
        <translation>Table saved: {file}</translation>
    </message>
    <message>
        <source>装上纸</source>
        <translation>Put paper in</translation>
    </message>
    <message>
        <source>装上膜，合上盖子</source>
        <translation>Put a film in and close the cover</translation>
    </message>
    <message>
        <source>装上色带，合上盖子</source>
        <translation>Put a ribbon in and close the cover</translation>
    </message>
    <message>
        <source>装好纸，再试一次。</source>
        <translation>Put paper in and try again.</translation>
    </message>
    <message>
        <source>装有选配件</source>
        <translation>A part is fitted</translation>
    </message>
    <message>
        <source>装齐生僻字字体：fonts-babelstone-han、fonts-hanazono</source>
        <translation>Install the fonts for rare characters: fonts-babelstone-han, fonts-hanazono</translation>
    </message>
    <message>
        <source>要临时卡</source>
        <translation>Temporary card</translation>
    </message>
    <message>
        <source>要做</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>要先取出色带</source>
        <translation>The ribbon has to come out first</translation>
    </message>
    <message>
        <source>要先在打印机上登录</source>
        <translation>Somebody has to sign in at the printer first</translation>
    </message>
    <message>
        <source>要写的[“{field}”]太长，芯片里写不下</source>
        <translation>Too long for the chip[: {field}]</translation>
    </message>
    <message>
        <source>要印的卡面</source>
        <translation>The face to be printed</translation>
    </message>
    <message>
        <source>要用就按 F7 找到它；不用可以不接。</source>
        <translation>To use it, find it with F7; without it all else works.</translation>
    </message>
    <message>
        <source>要看一下</source>
        <translation>Look here</translation>
    </message>
    <message>
        <source>要练习请另开一个数据目录</source>
        <translation>Practise in a data folder of its own</translation>
    </message>
    <message>
        <source>要给两行：原密码一行，新密码一行</source>
        <translation>Two lines are wanted: the old PIN and the new one</translation>
    </message>
    <message>
        <source>要说明</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>见证交付</source>
        <translation>Witness</translation>
    </message>
    <message>
        <source>解挂</source>
        <translation>Lift loss</translation>
    </message>
    <message>
        <source>解锁</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>计数器多走了，可能一次进了两张卡</source>
        <translation>The counter jumped, two cards may have gone in</translation>
    </message>
    <message>
        <source>认不出膜</source>
        <translation>The film is not recognised</translation>
    </message>
    <message>
        <source>认不出色带</source>
        <translation>The ribbon is not recognised</translation>
    </message>
    <message>
        <source>记废卡后重制；废卡盒日结前两人清点</source>
        <translation>Record it as spoiled and make another; two people count the reject box at day close</translation>
    </message>
    <message>
        <source>记废卡并重制</source>
        <translation>Spoil and remake</translation>
    </message>
    <message>
        <source>重新制卡</source>
        <translation>Make the card again</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>设备全部就绪</source>
        <translation>All devices ready</translation>
    </message>
    <message>
        <source>设备台</source>
        <translation>Workbench</translation>
    </message>
    <message>
        <source>设密码</source>
        <translation>Set the PIN</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>设置的地址上不是卡管系统</source>
        <translation>Something else than the card service answers at its address</translation>
    </message>
    <message>
        <source>设置的地址上不是参保登记</source>
        <translation>Something else than the registry answers at its address</translation>
    </message>
    <message>
        <source>设置要用系统钥匙串，但没有装钥匙串组件</source>
        <translation>The settings want the system's keyring, but its part is not installed</translation>
    </message>
    <message>
        <source>设置里{device}的地址写法不对</source>
        <translation>The address of {device} in the settings is no address</translation>
    </message>
    <message>
        <source>设置里的{device}是模拟器，正式办件不能用</source>
        <translation>{device} is a simulator in the settings; live work cannot use it</translation>
    </message>
    <message>
        <source>证件</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>证件上</source>
        <translation>On the document</translation>
    </message>
    <message>
        <source>证件号码不对[：{problem}]</source>
        <translation>The number cannot be right[: {problem}]</translation>
    </message>
    <message>
        <source>证件复印件</source>
        <translation>Copy of document</translation>
    </message>
    <message>
        <source>证件里的[“{field}”]内容不对[：{problem}]</source>
        <translation>The document's content cannot be right[: {field}][, {problem}]</translation>
    </message>
    <message>
        <source>证据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>评价</source>
        <translation>Rating</translation>
    </message>
    <message>
        <source>评价器</source>
        <translation>Rating pad</translation>
    </message>
    <message>
        <source>评价用第二块屏</source>
        <translation>Ratings use the second screen</translation>
    </message>
    <message>
        <source>试一次</source>
        <translation>Try one</translation>
    </message>
    <message>
        <source>试得太多[，请等 {wait}]</source>
        <translation>Too many tries[, wait {wait}]</translation>
    </message>
    <message>
        <source>试扫一个码</source>
        <translation>Try to scan a code</translation>
    </message>
    <message>
        <source>试拍一张</source>
        <translation>Take a test picture</translation>
    </message>
    <message>
        <source>试评一次</source>
        <translation>Try a rating</translation>
    </message>
    <message>
        <source>试读一张</source>
        <translation>Try one card</translation>
    </message>
    <message>
        <source>试这个设置</source>
        <translation>Try these settings</translation>
    </message>
    <message>
        <source>该清洁了</source>
        <translation>Due for cleaning</translation>
    </message>
    <message>
        <source>请</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>请 {ticket} 到 {window} 号窗口</source>
        <translation>Ticket {ticket}, please go to window {window}</translation>
    </message>
    <message>
        <source>请 {ticket} 号到 {window} 号窗口</source>
        <translation>Ticket {ticket}, please go to window {window}</translation>
    </message>
    <message>
        <source>请主管先复核减免；不同意就补交费用</source>
        <translation>Let a supervisor decide on the waiver; if declined, take the fee</translation>
    </message>
    <message>
        <source>请主管先复核，再制卡</source>
        <translation>Let a supervisor approve first, then make the card</translation>
    </message>
    <message>
        <source>请主管在这里输入工号和口令，或送等复核</source>
        <translation>Let a supervisor enter number and password here, or leave it waiting for approval</translation>
    </message>
    <message>
        <source>请主管看账号</source>
        <translation>Let a supervisor look at it</translation>
    </message>
    <message>
        <source>请主管重新打开这一天，或改天再办</source>
        <translation>Let a supervisor reopen it, or come back another day</translation>
    </message>
    <message>
        <source>请主管重设这个账号，并请审计员看日志</source>
        <translation>Let a supervisor reset it and an auditor read the journal</translation>
    </message>
    <message>
        <source>请从头再按一次制卡</source>
        <translation>Start making the card from the beginning</translation>
    </message>
    <message>
        <source>请保管口令短语的人在打开时输入</source>
        <translation>Let its keeper enter it at opening</translation>
    </message>
    <message>
        <source>请保管口令短语的人来输</source>
        <translation>Let its keeper enter it</translation>
    </message>
    <message>
        <source>请先关掉另一个窗口或命令，再打开</source>
        <translation>Close the other window or command first</translation>
    </message>
    <message>
        <source>请先办好这几件，再按一次</source>
        <translation>Do this first, then press again</translation>
    </message>
    <message>
        <source>请先办好这几样，再按日结</source>
        <translation>Do these first, then close the day</translation>
    </message>
    <message>
        <source>请先加主管，再由主管加别人</source>
        <translation>Add a supervisor first, who then adds the others</translation>
    </message>
    <message>
        <source>请先收费，再制卡</source>
        <translation>Take the fee first, then make the card</translation>
    </message>
    <message>
        <source>请先点零钱开当班，再收费</source>
        <translation>Count the change and open a shift, then take fees</translation>
    </message>
    <message>
        <source>请先看那张卡是好是坏，回答画面上的问题</source>
        <translation>Look at that card first and answer the question on the screen</translation>
    </message>
    <message>
        <source>请先让参保登记改好，再按一次</source>
        <translation>Have the registry corrected first, then press again</translation>
    </message>
    <message>
        <source>请关掉别的打印程序，再按 F5</source>
        <translation>Close other printing programs and press F5</translation>
    </message>
    <message>
        <source>请关掉别的视频程序，再按 F5；也可以用自带照片 F7</source>
        <translation>Close other video programs and press F5, or use a photo the person brought, F7</translation>
    </message>
    <message>
        <source>请关掉别的读卡程序，再按 F5</source>
        <translation>Close other card programs and press F5</translation>
    </message>
    <message>
        <source>请关掉那个程序，再按 F5</source>
        <translation>Close that program and press F5</translation>
    </message>
    <message>
        <source>请他重签</source>
        <translation>Sign again</translation>
    </message>
    <message>
        <source>请再按一次；总是这样请技术员看服务器</source>
        <translation>Press again; if it goes on, let a technician look at the server</translation>
    </message>
    <message>
        <source>请再插一次；还是这样，这张卡要换</source>
        <translation>Insert it once more; if it stays so, the card has to be replaced</translation>
    </message>
    <message>
        <source>请再放一次身份证</source>
        <translation>Place the ID card on the reader again</translation>
    </message>
    <message>
        <source>请再试一次；总是这样请技术员换线</source>
        <translation>Try again; if it goes on, let a technician change the cable</translation>
    </message>
    <message>
        <source>请再试一次；总是这样请技术员核对型号和设置</source>
        <translation>Try again; if it goes on, let a technician check model and settings</translation>
    </message>
    <message>
        <source>请写明为什么，再按一次</source>
        <translation>Write down why, then press again</translation>
    </message>
    <message>
        <source>请写明原因，由主管确认</source>
        <translation>Write down why; a supervisor confirms</translation>
    </message>
    <message>
        <source>请取出卡重新插，再按 F5；还不行请叫技术员</source>
        <translation>Take the card out, insert it again and press F5; otherwise call a technician</translation>
    </message>
    <message>
        <source>请另一位同事来复核</source>
        <translation>Ask another colleague to approve</translation>
    </message>
    <message>
        <source>请另存为 .xlsx 或 .csv，再导入</source>
        <translation>Save it as .xlsx or .csv and import it</translation>
    </message>
    <message>
        <source>请另存为普通 JPEG（RGB），或现场拍</source>
        <translation>Save it as a plain RGB JPEG, or take one here</translation>
    </message>
    <message>
        <source>请只留一张身份证在阅读器上，再放一次</source>
        <translation>Leave one ID card on the reader and try again</translation>
    </message>
    <message>
        <source>请叫自己窗口的号</source>
        <translation>Call a ticket of your own window</translation>
    </message>
    <message>
        <source>请听窗口叫号</source>
        <translation>Please listen for your number</translation>
    </message>
    <message>
        <source>请回到判定，看这次来访该怎么办</source>
        <translation>Go back to the decision and see what this visit needs</translation>
    </message>
    <message>
        <source>请在密码键盘输入，工作人员看不到</source>
        <translation>Enter it on the PIN pad; the clerk does not see it</translation>
    </message>
    <message>
        <source>请复制到一个空的数据库</source>
        <translation>Copy into an empty database</translation>
    </message>
    <message>
        <source>请导出为 UTF-8 或 GB 18030 的 CSV，再导入</source>
        <translation>Export it as CSV in UTF-8 or GB 18030 and import it</translation>
    </message>
    <message>
        <source>请导出方加上这几列，再导入</source>
        <translation>Have these columns added and import it</translation>
    </message>
    <message>
        <source>请导出方重新导出，再导入</source>
        <translation>Have it exported anew and import it</translation>
    </message>
    <message>
        <source>请恢复到一个空目录</source>
        <translation>Restore into an empty folder</translation>
    </message>
    <message>
        <source>请技术员从保管处放回完整的密钥</source>
        <translation>Let a technician put back the whole key from where it is kept</translation>
    </message>
    <message>
        <source>请技术员从备份放回原来的文件，不要手工改</source>
        <translation>Let a technician put the original back from a backup; never edit it by hand</translation>
    </message>
    <message>
        <source>请技术员从备份放回这个文件</source>
        <translation>Let a technician put this file back from a backup</translation>
    </message>
    <message>
        <source>请技术员启动读卡服务（pcscd），再按 F5</source>
        <translation>Let a technician start it (pcscd), then press F5</translation>
    </message>
    <message>
        <source>请技术员在桌面会话里打开，或把密钥改为文件</source>
        <translation>Let a technician open it in a desktop session, or keep the key in a file</translation>
    </message>
    <message>
        <source>请技术员找回文件，或用最近的备份恢复</source>
        <translation>Let a technician find the file, or restore the newest backup</translation>
    </message>
    <message>
        <source>请技术员把队列设置改成 ipp:// 地址</source>
        <translation>Let a technician set the queue to an ipp:// address</translation>
    </message>
    <message>
        <source>请技术员换成真的设备</source>
        <translation>Let a technician put the real device in</translation>
    </message>
    <message>
        <source>请技术员改地址，例如 tcp://主机:9100</source>
        <translation>Let a technician mend it, for example tcp://HOST:9100</translation>
    </message>
    <message>
        <source>请技术员改地址，再按 F5</source>
        <translation>Let a technician mend the address, then press F5</translation>
    </message>
    <message>
        <source>请技术员改好日历文件，再打开</source>
        <translation>Let a technician mend the calendar file and open again</translation>
    </message>
    <message>
        <source>请技术员放入新一年的日历，再办有期限的件</source>
        <translation>Let a technician add the next year's calendar before cases with a date</translation>
    </message>
    <message>
        <source>请技术员放回密钥；没有密钥打不开</source>
        <translation>Let a technician put the key back; without it nothing opens</translation>
    </message>
    <message>
        <source>请技术员校准时间，再试</source>
        <translation>Let a technician set the clock, then try again</translation>
    </message>
    <message>
        <source>请技术员核对地址[（{setting}）]</source>
        <translation>Let a technician check the address[ ({setting})]</translation>
    </message>
    <message>
        <source>请技术员核对密钥和签名方式</source>
        <translation>Let a technician check keys and way of signing</translation>
    </message>
    <message>
        <source>请技术员核对队列名</source>
        <translation>Let a technician check the queue's name</translation>
    </message>
    <message>
        <source>请技术员看服务器是否切到了备机，再按一次</source>
        <translation>Let a technician see whether it runs on its standby, then press again</translation>
    </message>
    <message>
        <source>请技术员看磁盘和文件权限，再按一次</source>
        <translation>Let a technician check disk and permissions, then press again</translation>
    </message>
    <message>
        <source>请技术员给服务器腾出空间，再按一次</source>
        <translation>Let a technician free some space on the server, then press again</translation>
    </message>
    <message>
        <source>请技术员给这个账户开放端口（装好随程序带的 udev 规则），再按 F5</source>
        <translation>Let a technician open the port to this account (the udev rules come with the program), then press F5</translation>
    </message>
    <message>
        <source>请技术员腾出空间，再按一次</source>
        <translation>Let a technician free some space, then press again</translation>
    </message>
    <message>
        <source>请技术员补好密钥文件[ {file}]</source>
        <translation>Let a technician complete the file of secrets[ {file}]</translation>
    </message>
    <message>
        <source>请技术员装一个 PDF 阅读器，再按 F8 补打</source>
        <translation>Let a technician install a PDF reader, then press F8 to print again</translation>
    </message>
    <message>
        <source>请技术员装上 keyring，或把密钥改为文件</source>
        <translation>Let a technician install keyring, or keep the key in a file</translation>
    </message>
    <message>
        <source>请技术员装上读卡组件（pyscard），再按 F5</source>
        <translation>Let a technician install it (pyscard), then press F5</translation>
    </message>
    <message>
        <source>请把{who}的身份证放在读卡器上</source>
        <translation>Lay the ID card of the {who} on the reader</translation>
    </message>
    <message>
        <source>请把列名放在第一行，再导入</source>
        <translation>Put the column names into the first row and import it</translation>
    </message>
    <message>
        <source>请把卡管的话告诉持卡人；弄清后再办一次</source>
        <translation>Tell the holder what it says; do it again when that is cleared</translation>
    </message>
    <message>
        <source>请把卡芯片朝前插到底，再试一次</source>
        <translation>Push the card in to the end, chip first, and try again</translation>
    </message>
    <message>
        <source>请把它记废卡，换一张空白卡重做</source>
        <translation>Record it as spoiled and take another blank</translation>
    </message>
    <message>
        <source>请把数据目录放在本机的磁盘上，或用数据库服务器</source>
        <translation>Put the data folder on a disk of this computer, or use a database server</translation>
    </message>
    <message>
        <source>请把证件放在读卡器上。</source>
        <translation>Lay a document on the reader.</translation>
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
        <source>请把这一行告诉技术员</source>
        <translation>Show this line to a technician</translation>
    </message>
    <message>
        <source>请拔下再插上，按 F5；也可以用自带照片 F7</source>
        <translation>Unplug it, plug it in and press F5, or use a photo the person brought, F7</translation>
    </message>
    <message>
        <source>请拔下再插上，按 F5；还不行请叫技术员</source>
        <translation>Unplug it, plug it in and press F5; if that does not help, call a technician</translation>
    </message>
    <message>
        <source>请拔下读卡器再插上，按 F5；还不行请叫技术员</source>
        <translation>Unplug it, plug it in and press F5; otherwise call a technician</translation>
    </message>
    <message>
        <source>请持卡人带原件来</source>
        <translation>Let the holder bring the original</translation>
    </message>
    <message>
        <source>请持卡人想清楚再输；试完卡就锁</source>
        <translation>Let the holder think first; when the tries are used up the card locks</translation>
    </message>
    <message>
        <source>请持卡人核对并签名</source>
        <translation>Please let the holder check and sign</translation>
    </message>
    <message>
        <source>请持卡人核对改过的内容，重新签名</source>
        <translation>Let the holder check the change and sign again</translation>
    </message>
    <message>
        <source>请持卡人评价，还有 {n} 秒；不评也可以。</source>
        <translation>Please let the holder rate, {n} s left; skipping is fine.</translation>
    </message>
    <message>
        <source>请按号码查它是不是已经办结，或重新读身份证</source>
        <translation>See by its number whether it was finished, or read the ID card again</translation>
    </message>
    <message>
        <source>请按它的事项办</source>
        <translation>Do what its service needs</translation>
    </message>
    <message>
        <source>请按画面上的每一条补齐，再来一次</source>
        <translation>Complete each line on the screen and come again</translation>
    </message>
    <message>
        <source>请按要收的数再收一次</source>
        <translation>Take the sum that is due</translation>
    </message>
    <message>
        <source>请按领卡办，或按注销办</source>
        <translation>Hand the card over, or cancel it</translation>
    </message>
    <message>
        <source>请换 JPEG 或 PNG 照片，或现场拍</source>
        <translation>Use a JPEG or PNG photo, or take one here</translation>
    </message>
    <message>
        <source>请换一个新口令，再登录</source>
        <translation>Choose a new password, then sign in</translation>
    </message>
    <message>
        <source>请换一个窗口接着受理</source>
        <translation>Go on at another window</translation>
    </message>
    <message>
        <source>请换一张卡；别的卡也这样请叫技术员</source>
        <translation>Try another card; if that does the same, call a technician</translation>
    </message>
    <message>
        <source>请换一张小一点的，或现场拍</source>
        <translation>Use a smaller one, or take one here</translation>
    </message>
    <message>
        <source>请换原始照片，或现场拍</source>
        <translation>Use the original photo, or take one here</translation>
    </message>
    <message>
        <source>请换另一份备份</source>
        <translation>Use another backup</translation>
    </message>
    <message>
        <source>请换另一份备份；guitai backup verify 能逐份验</source>
        <translation>Use another backup; guitai backup verify proves each</translation>
    </message>
    <message>
        <source>请换回登记的阅读器；真换了就请技术员重新登记模块号</source>
        <translation>Plug the registered reader back in; if it was replaced, let a technician register its module number</translation>
    </message>
    <message>
        <source>请换早一天的备份</source>
        <translation>Use the backup of a day before</translation>
    </message>
    <message>
        <source>请换早一天的备份，并请主管盘点</source>
        <translation>Use the backup of a day before and let a supervisor count</translation>
    </message>
    <message>
        <source>请换本人其他有效证件，或请主管人工核验</source>
        <translation>Ask for another valid document, or let a supervisor check it by hand</translation>
    </message>
    <message>
        <source>请换本人其他有效证件，或请主管来看</source>
        <translation>Ask for another valid document, or call a supervisor</translation>
    </message>
    <message>
        <source>请接上真的阅读器，并请技术员改端口设置</source>
        <translation>Connect the real reader and let a technician change the port</translation>
    </message>
    <message>
        <source>请插到底，做完再拔</source>
        <translation>Push it in to the end and leave it until it is done</translation>
    </message>
    <message>
        <source>请插回原来的阅读器；真换了就请技术员重新选它</source>
        <translation>Plug the known reader back in; if it was replaced, let a technician choose it anew</translation>
    </message>
    <message>
        <source>请插好摄像头，再按 F5；也可以用自带照片 F7</source>
        <translation>Plug the camera in and press F5, or use a photo the person brought, F7</translation>
    </message>
    <message>
        <source>请插好摄像头；也可以用自带照片 F7</source>
        <translation>Plug the camera in, or use a photo the person brought, F7</translation>
    </message>
    <message>
        <source>请插好线，再按 F5</source>
        <translation>Plug it in and press F5</translation>
    </message>
    <message>
        <source>请插好读卡器，再按 F5</source>
        <translation>Plug it in and press F5</translation>
    </message>
    <message>
        <source>请插好读卡器，再按 F5；还不行请技术员看名字设置</source>
        <translation>Plug it in and press F5; otherwise let a technician check the name</translation>
    </message>
    <message>
        <source>请插好阅读器的线，再按 F5；还不行请技术员看端口设置</source>
        <translation>Plug the reader in and press F5; if that does not help, let a technician check the port</translation>
    </message>
    <message>
        <source>请插紧线，再试一次；总是这样请技术员换线</source>
        <translation>Push the plug in and try again; if it goes on, let a technician change the cable</translation>
    </message>
    <message>
        <source>请放代办人身份证</source>
        <translation>Lay the agent's ID card down</translation>
    </message>
    <message>
        <source>请放居民身份证、居住证或永久居留身份证</source>
        <translation>Lay down an identity card, a residence permit or a permanent residence card</translation>
    </message>
    <message>
        <source>请放稳再读一次；还是这样，请换其他有效证件</source>
        <translation>Keep it still and read again; otherwise ask for another valid document</translation>
    </message>
    <message>
        <source>请放稳约 1 秒再拿走。</source>
        <translation>Let it lie for about a second.</translation>
    </message>
    <message>
        <source>请放稳约 1 秒再拿走。若总是这样，试别的读卡位置；不是读卡器坏了。</source>
        <translation>Let it lie for about a second. If it goes on, try another spot; the reader is not broken.</translation>
    </message>
    <message>
        <source>请放身份证</source>
        <translation>Place the ID card on the reader</translation>
    </message>
    <message>
        <source>请放这一件的卡，再试一次</source>
        <translation>Insert the card of this case and try again</translation>
    </message>
    <message>
        <source>请有权限的同事登录</source>
        <translation>Let a colleague who may do this sign in</translation>
    </message>
    <message>
        <source>请查卡管里的卡，或按首次申领办</source>
        <translation>Look at the cards in the card service, or do a first issue</translation>
    </message>
    <message>
        <source>请核对</source>
        <translation>Please check</translation>
    </message>
    <message>
        <source>请核对制卡中心的清单，别的卡先不要发</source>
        <translation>Check the centre's list and hold back its other cards</translation>
    </message>
    <message>
        <source>请核对是哪里发的卡；不能写的卡请换一张空白卡</source>
        <translation>Check who issued it; if it cannot be written, take another blank</translation>
    </message>
    <message>
        <source>请核对清单，只收这一批的</source>
        <translation>Check the list and take in only its own</translation>
    </message>
    <message>
        <source>请核对证件，只有本人的件能撤回</source>
        <translation>Check the document; only the holder's own case can be withdrawn</translation>
    </message>
    <message>
        <source>请核对起止号，两人再点一遍</source>
        <translation>Check first and last number; two people count again</translation>
    </message>
    <message>
        <source>请清点现金和空白卡</source>
        <translation>Please count cash and blanks</translation>
    </message>
    <message>
        <source>请现场重拍，或换一张自带照片 F7</source>
        <translation>Take one here, or use another photo, F7</translation>
    </message>
    <message>
        <source>请用别的办法办，或请技术员看设备说明</source>
        <translation>Do it another way, or let a technician read the device's manual</translation>
    </message>
    <message>
        <source>请用建库时的系统账户登录；还不行请技术员放回密钥</source>
        <translation>Sign in to the account that made it; otherwise let a technician put the key back</translation>
    </message>
    <message>
        <source>请用数据库服务器自己的备份</source>
        <translation>Use the database server's own backup</translation>
    </message>
    <message>
        <source>请用新版程序打开[；这一版只认到 {known}]</source>
        <translation>Open it with the newer program[; this one knows up to {known}]</translation>
    </message>
    <message>
        <source>请用看图程序另存一张，或现场拍</source>
        <translation>Save it anew with a picture viewer, or take one here</translation>
    </message>
    <message>
        <source>请用自带照片 F7；要接摄像头请技术员设置</source>
        <translation>Use a photo the person brought, F7; let a technician set up a camera</translation>
    </message>
    <message>
        <source>请留意叫号</source>
        <translation>Please watch for your number</translation>
    </message>
    <message>
        <source>请登录</source>
        <translation>Please sign in</translation>
    </message>
    <message>
        <source>请看制卡机里和出卡口，再回答画面上的问题</source>
        <translation>Look inside the printer and at its exit, then answer the question on the screen</translation>
    </message>
    <message>
        <source>请看卡背面的序列号，再输一次</source>
        <translation>Look at the number on the card's back and enter it again</translation>
    </message>
    <message>
        <source>请看号票，再输一次</source>
        <translation>Look at the ticket and enter it again</translation>
    </message>
    <message>
        <source>请看图片目录或视频文件是否还在，再按 F5</source>
        <translation>See whether its folder or video file is still there, then press F5</translation>
    </message>
    <message>
        <source>请看姓名、号码、照片</source>
        <translation>Please look at name, number and photo</translation>
    </message>
    <message>
        <source>请看它是否停机或缺纸，处理好再按 F5</source>
        <translation>See whether it has stopped or is out of paper, put that right and press F5</translation>
    </message>
    <message>
        <source>请看它是否开着，再按 F5</source>
        <translation>See whether it is on, then press F5</translation>
    </message>
    <message>
        <source>请看打印机是否开机就绪，再按 F5</source>
        <translation>See whether it is on and ready, then press F5</translation>
    </message>
    <message>
        <source>请看批次列表里的编号</source>
        <translation>See the numbers in the list of batches</translation>
    </message>
    <message>
        <source>请看排队，叫下一个号</source>
        <translation>Look at the queue and call the next one</translation>
    </message>
    <message>
        <source>请看收费记录</source>
        <translation>See the payments</translation>
    </message>
    <message>
        <source>请看电源和线，再按 F5</source>
        <translation>Check power and cable and press F5</translation>
    </message>
    <message>
        <source>请看电源和线，再按 F5；还不行请技术员看地址设置</source>
        <translation>Check power and cable and press F5; otherwise let a technician check the address</translation>
    </message>
    <message>
        <source>请看电源是否开着、线是否插好，再按 F5</source>
        <translation>Check that it is on and plugged in, then press F5</translation>
    </message>
    <message>
        <source>请看线是否插好，再按 F5</source>
        <translation>Check the cable and press F5</translation>
    </message>
    <message>
        <source>请看芯片朝向，擦净触点再插；还不行这张卡要换</source>
        <translation>Check which way it lies and clean the contacts; otherwise the card has to be replaced</translation>
    </message>
    <message>
        <source>请看设备面板，处理好再按 F5；还不行请叫技术员</source>
        <translation>Look at its panel, put it right and press F5; if that does not help, call a technician</translation>
    </message>
    <message>
        <source>请看还欠哪一样</source>
        <translation>See which one is still owed</translation>
    </message>
    <message>
        <source>请看这一件的纸张列表</source>
        <translation>See the papers of this case</translation>
    </message>
    <message>
        <source>请看镜头盖和灯，再按 F5；也可以用自带照片 F7</source>
        <translation>Check lens cap and light and press F5, or use a photo the person brought, F7</translation>
    </message>
    <message>
        <source>请看镜头，下巴放平</source>
        <translation>Look at the camera, chin level</translation>
    </message>
    <message>
        <source>请睁眼</source>
        <translation>Open the eyes</translation>
    </message>
    <message>
        <source>请稍候</source>
        <translation>One moment, please</translation>
    </message>
    <message>
        <source>请稍等再按 F5；还不行看电源和线</source>
        <translation>Wait a moment and press F5; otherwise check power and cable</translation>
    </message>
    <message>
        <source>请签名</source>
        <translation>Please sign</translation>
    </message>
    <message>
        <source>请给对方导出的公钥文件</source>
        <translation>Give the public key the other side exported</translation>
    </message>
    <message>
        <source>请缩小后再来，或现场拍</source>
        <translation>Make it smaller first, or take one here</translation>
    </message>
    <message>
        <source>请缴 {sum} 元</source>
        <translation>To pay: {sum} yuan</translation>
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
        <source>请转制卡中心，可发临时卡</source>
        <translation>Send it to the card centre; a temporary card may be given</translation>
    </message>
    <message>
        <source>请转制卡中心，并告诉技术员</source>
        <translation>Send the case to the card centre and tell a technician</translation>
    </message>
    <message>
        <source>请转制卡中心，并告诉技术员这一栏太长</source>
        <translation>Send the case to the card centre and tell a technician that this field is too long</translation>
    </message>
    <message>
        <source>请输同样长、从小到大的两个号[，一次最多 {most} 张]</source>
        <translation>Enter two numbers of one length, the smaller first[, at most {most} at once]</translation>
    </message>
    <message>
        <source>请退回上一步重新来一次</source>
        <translation>Go back one step and do it again</translation>
    </message>
    <message>
        <source>请选今天或以前的日子</source>
        <translation>Choose today or a day before</translation>
    </message>
    <message>
        <source>请那位同事交给您，或请主管交接</source>
        <translation>Let the colleague hand it over, or let a supervisor do it</translation>
    </message>
    <message>
        <source>请重新打开待办</source>
        <translation>Open the tasks again</translation>
    </message>
    <message>
        <source>请重新打开未决打印，看还有哪些</source>
        <translation>Open the unsettled print jobs again</translation>
    </message>
    <message>
        <source>请重新打开看一看</source>
        <translation>Open it again and look</translation>
    </message>
    <message>
        <source>请重新打开等复核</source>
        <translation>Open the approvals again</translation>
    </message>
    <message>
        <source>请重新打开等复核，看结果</source>
        <translation>Open the approvals again and see the answer</translation>
    </message>
    <message>
        <source>请重新打开这一件，看它到了哪一步</source>
        <translation>Open the case again and see where it stands</translation>
    </message>
    <message>
        <source>请重新打开，看它现在到了哪一步[；现在能变成：{possible}]</source>
        <translation>Open it again and see where it stands[; it may become: {possible}]</translation>
    </message>
    <message>
        <source>请重新拷一次，或现场拍</source>
        <translation>Copy it once more, or take one here</translation>
    </message>
    <message>
        <source>请重新输入</source>
        <translation>Enter it again</translation>
    </message>
    <message>
        <source>读出后自动打勾</source>
        <translation>Ticked by itself once it is read</translation>
    </message>
    <message>
        <source>读到一张证件</source>
        <translation>A document was read</translation>
    </message>
    <message>
        <source>读到一张证件，没有照片</source>
        <translation>A document was read, it has no photo</translation>
    </message>
    <message>
        <source>读卡器</source>
        <translation>Card reader</translation>
    </message>
    <message>
        <source>读卡器名</source>
        <translation>Reader's name</translation>
    </message>
    <message>
        <source>读卡器里的卡不是社会保障卡，或不是本地发的</source>
        <translation>This is no social security card, or not one issued here</translation>
    </message>
    <message>
        <source>读失败：卡移开了</source>
        <translation>Read failed: the card moved</translation>
    </message>
    <message>
        <source>读文字、照片和指纹</source>
        <translation>Read text, photo and fingerprint</translation>
    </message>
    <message>
        <source>读文字和照片</source>
        <translation>Read text and photo</translation>
    </message>
    <message>
        <source>读最新住址</source>
        <translation>Read newest address</translation>
    </message>
    <message>
        <source>读给我听</source>
        <translation>Read it to me</translation>
    </message>
    <message>
        <source>读芯片号</source>
        <translation>Read chip number</translation>
    </message>
    <message>
        <source>读证</source>
        <translation>Read card</translation>
    </message>
    <message>
        <source>谢谢</source>
        <translation>Thank you</translation>
    </message>
    <message>
        <source>账号名不能用[：{name}]</source>
        <translation>This account name cannot be used[: {name}]</translation>
    </message>
    <message>
        <source>账实有差</source>
        <translation>The counts differ</translation>
    </message>
    <message>
        <source>账实相符。</source>
        <translation>The counts are right.</translation>
    </message>
    <message>
        <source>账户冻结</source>
        <translation>Account frozen</translation>
    </message>
    <message>
        <source>账户冻结[：{why}]</source>
        <translation>Account frozen[: {why}]</translation>
    </message>
    <message>
        <source>账没有动</source>
        <translation>The books are as they were</translation>
    </message>
    <message>
        <source>质量问题一年内免费</source>
        <translation>Quality: one year free</translation>
    </message>
    <message>
        <source>费用</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>费用已经记下，不再收费</source>
        <translation>The fee is booked and never taken again</translation>
    </message>
    <message>
        <source>费用已经记下，重制不再收费</source>
        <translation>The fee is booked, making it again costs nothing</translation>
    </message>
    <message>
        <source>起止号不成一段[：{first} 到 {last}]</source>
        <translation>These two numbers make no range[: {first} to {last}]</translation>
    </message>
    <message>
        <source>超期未领</source>
        <translation>Uncollected too long</translation>
    </message>
    <message>
        <source>头发距上边 {limit}</source>
        <translation>hair {limit} from the upper edge</translation>
    </message>
    <message>
        <source>两眼中间距左边 {limit}</source>
        <translation>between the eyes {limit} from the left</translation>
    </message>
    <message>
        <source>两眼距下边 {limit}</source>
        <translation>eyes {limit} from the lower edge</translation>
    </message>
    <message>
        <source>通知</source>
        <translation>Told of it</translation>
    </message>
    <message numerus="yes">
        <source>通知 {n} 次</source>
        <translation><numerusform>told {n} time</numerusform><numerusform>told {n} times</numerusform></translation>
    </message>
    <message>
        <source>通知到了</source>
        <translation>Told</translation>
    </message>
    <message>
        <source>锁屏 Ctrl L，按 Shift F7，用现在的口令换一个新的</source>
        <translation>Lock the screen, Ctrl L, press Shift F7, and put a new one in the place of the one you have now</translation>
    </message>
    <message>
        <source>问一共印过几张</source>
        <translation>how many cards in all?</translation>
    </message>
    <message>
        <source>问出口有没有卡</source>
        <translation>is a card at the exit?</translation>
    </message>
    <message>
        <source>问卡在哪里</source>
        <translation>where is the card?</translation>
    </message>
    <message>
        <source>问卡箱里有没有卡</source>
        <translation>are there cards in the feeder?</translation>
    </message>
    <message>
        <source>问型号</source>
        <translation>which model?</translation>
    </message>
    <message>
        <source>问盖子关着没有</source>
        <translation>is the cover closed?</translation>
    </message>
    <message>
        <source>问色带一卷几张</source>
        <translation>how many on a ribbon?</translation>
    </message>
    <message>
        <source>问色带用完没有</source>
        <translation>is the ribbon used up?</translation>
    </message>
    <message>
        <source>问色带还剩几张</source>
        <translation>how many left on the ribbon?</translation>
    </message>
    <message>
        <source>问该不该清洁</source>
        <translation>is cleaning due?</translation>
    </message>
    <message>
        <source>领正式卡时收回。</source>
        <translation>Taken back when the formal card is collected.</translation>
    </message>
    <message>
        <source>高与宽之比 {limit}</source>
        <translation>height to width {limit}</translation>
    </message>
    <message>
        <source>身份号码</source>
        <translation>Identity number</translation>
    </message>
    <message>
        <source>身份证件</source>
        <translation>Identity document</translation>
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
        <source>身份证已读，{time}</source>
        <translation>ID card read, {time}</translation>
    </message>
    <message>
        <source>身份证或户口簿</source>
        <translation>ID card or register</translation>
    </message>
    <message>
        <source>身份证阅读器正被别的程序占着[：{by}]</source>
        <translation>Another program holds the ID card reader[: {by}]</translation>
    </message>
    <message>
        <source>转制卡中心</source>
        <translation>Send to card centre</translation>
    </message>
    <message>
        <source>转印膜或覆膜快用完了</source>
        <translation>The film runs out soon</translation>
    </message>
    <message>
        <source>转印膜或覆膜用完了</source>
        <translation>The film is used up</translation>
    </message>
    <message>
        <source>输入工号和口令。</source>
        <translation>Type number and password.</translation>
    </message>
    <message>
        <source>过了补交的日子[：{material}，{due}]</source>
        <translation>The day for it is over[: {material}, {due}]</translation>
    </message>
    <message>
        <source>过号</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>过号请到任一窗口说一声</source>
        <translation>Missed your number? Tell any window</translation>
    </message>
    <message>
        <source>过期</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>还不能</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>还不能交卡</source>
        <translation>Not to be handed over yet</translation>
    </message>
    <message>
        <source>还不能日结[：{blockers}]</source>
        <translation>The day cannot be closed yet[: {blockers}]</translation>
    </message>
    <message>
        <source>还不能日结，{n} 件须先处理</source>
        <translation>Cannot close yet, {n} first</translation>
    </message>
    <message>
        <source>还在制卡</source>
        <translation>Cards being made</translation>
    </message>
    <message>
        <source>还差 {sum} 元</source>
        <translation>{sum} yuan short</translation>
    </message>
    <message>
        <source>还有事要先办[：{open}]</source>
        <translation>Something has to be done first[: {open}]</translation>
    </message>
    <message>
        <source>还有没交班的收款</source>
        <translation>Shifts not handed over</translation>
    </message>
    <message>
        <source>还有费用没交[，{owed} 元]</source>
        <translation>The fee is not paid yet[, {owed} yuan]</translation>
    </message>
    <message>
        <source>还欠{material}，[{due} 前]补齐才能领</source>
        <translation>{material} is owed, collect when brought[ by {due}]</translation>
    </message>
    <message>
        <source>还没有</source>
        <translation>None yet</translation>
    </message>
    <message>
        <source>还没有参加养老保险</source>
        <translation>No pension insurance yet</translation>
    </message>
    <message>
        <source>还没有开当班[：{operator}]</source>
        <translation>No shift is open[: {operator}]</translation>
    </message>
    <message>
        <source>还没有收到</source>
        <translation>Not received yet</translation>
    </message>
    <message>
        <source>还没有选事项</source>
        <translation>No service chosen yet</translation>
    </message>
    <message>
        <source>还要做</source>
        <translation>Still to do</translation>
    </message>
    <message>
        <source>这一件不是这个人的</source>
        <translation>This case belongs to somebody else</translation>
    </message>
    <message>
        <source>这一件不能这样办[，它是“{service}”]</source>
        <translation>This cannot be done to the case[, which is "{service}"]</translation>
    </message>
    <message>
        <source>这一件停在这里，由柜员告诉申请人</source>
        <translation>The case stops here, the clerk tells the applicant</translation>
    </message>
    <message>
        <source>这一件在别的同事手里[：{operator}]</source>
        <translation>A colleague has this case in hand[: {operator}]</translation>
    </message>
    <message>
        <source>这一件已终止，请重新申请，不能再容缺</source>
        <translation>This case has ended: apply anew, without a second promise</translation>
    </message>
    <message>
        <source>这一件已经办结[，是“{state}”]，不能再交给别人</source>
        <translation>This case has ended[ as "{state}"] and cannot be given to somebody else</translation>
    </message>
    <message>
        <source>这一件已经印坏两张</source>
        <translation>Two cards of this case came out bad</translation>
    </message>
    <message>
        <source>这一件已经评价过了</source>
        <translation>This case is rated already</translation>
    </message>
    <message>
        <source>这一件已转制卡中心</source>
        <translation>The card centre makes this card</translation>
    </message>
    <message>
        <source>这一件接着办</source>
        <translation>The case goes on</translation>
    </message>
    <message>
        <source>这一件没有可退的钱</source>
        <translation>There is nothing to refund</translation>
    </message>
    <message>
        <source>这一件没有欠这样材料[：{material}]</source>
        <translation>The case does not owe this paper[: {material}]</translation>
    </message>
    <message>
        <source>这一件现在[是“{state}”，]不能制卡</source>
        <translation>The card cannot be made now[, the case is "{state}"]</translation>
    </message>
    <message>
        <source>这一件现在[是“{state}”，]不能收费</source>
        <translation>No fee can be taken now[, the case is "{state}"]</translation>
    </message>
    <message>
        <source>这一件现在[是“{state}”，]还没有到待领</source>
        <translation>Not ready to collect yet[, the case is "{state}"]</translation>
    </message>
    <message>
        <source>这一件还是原来的样子</source>
        <translation>The case is as it was</translation>
    </message>
    <message>
        <source>这一件还没有卡</source>
        <translation>This case has no card yet</translation>
    </message>
    <message>
        <source>这一天已经日结[：{day}][，{closed_by} 结的]</source>
        <translation>That day is closed[: {day}][, by {closed_by}]</translation>
    </message>
    <message>
        <source>这一天还没有到[：{day}]</source>
        <translation>That day has not come[: {day}]</translation>
    </message>
    <message>
        <source>这一天还没有日结[：{day}]</source>
        <translation>That day is not closed[: {day}]</translation>
    </message>
    <message>
        <source>这一张</source>
        <translation>This one</translation>
    </message>
    <message>
        <source>这一批没有收</source>
        <translation>This batch was not taken in</translation>
    </message>
    <message>
        <source>这一步没有算数，以前存好的都在</source>
        <translation>This step did not count, all before it is kept</translation>
    </message>
    <message>
        <source>这一版没有动它</source>
        <translation>This version left it alone</translation>
    </message>
    <message>
        <source>这一行依据的规则</source>
        <translation>The rule behind this row</translation>
    </message>
    <message>
        <source>这一项已经复核过了[，{by}：{decision}]</source>
        <translation>This was decided already[, {by}: {decision}]</translation>
    </message>
    <message>
        <source>这不是日志锚点[：{text}]</source>
        <translation>This is no journal anchor[: {text}]</translation>
    </message>
    <message>
        <source>这个口上插的不是原来的身份证阅读器[（{port}）]</source>
        <translation>Another device than the known ID card reader is plugged in here[ ({port})]</translation>
    </message>
    <message>
        <source>这个口令不能用[：{problems}]</source>
        <translation>This password cannot be used[: {problems}]</translation>
    </message>
    <message>
        <source>这个口后面是模拟阅读器[（{port}）]，正式办件不能用</source>
        <translation>A simulated reader answers here[ ({port})]; live work cannot use it</translation>
    </message>
    <message>
        <source>这个号不在等候[：{ticket}][，是“{state}”]</source>
        <translation>This ticket is not waiting[: {ticket}][, it is "{state}"]</translation>
    </message>
    <message>
        <source>这个号不在这个窗口[：{ticket}][，在 {window} 号窗口]</source>
        <translation>This ticket is not at this window[: {ticket}][, it is at window {window}]</translation>
    </message>
    <message>
        <source>这个打印任务已经定过了[，是“{state}”]</source>
        <translation>This print job was settled before[ as "{state}"]</translation>
    </message>
    <message>
        <source>这个数据库要口令短语才能打开</source>
        <translation>This database opens with a passphrase only</translation>
    </message>
    <message>
        <source>这个文件不是公钥[：{file}]</source>
        <translation>This file is no public key[: {file}]</translation>
    </message>
    <message>
        <source>这个文件不是备份，或开头坏了[（{file}）]</source>
        <translation>This file is no backup, or its beginning is damaged[ ({file})]</translation>
    </message>
    <message>
        <source>这个文件不是能读的照片</source>
        <translation>This file is no photo that can be read</translation>
    </message>
    <message>
        <source>这个目录里已经有数据库[：{folder}]</source>
        <translation>This folder has a database already[: {folder}]</translation>
    </message>
    <message>
        <source>这个窗口没有设置摄像头</source>
        <translation>This window has no camera set up</translation>
    </message>
    <message>
        <source>这个账号不能用</source>
        <translation>This account cannot be used</translation>
    </message>
    <message>
        <source>这个账号停用了</source>
        <translation>This account is disabled</translation>
    </message>
    <message>
        <source>这个账号的记录被改过，已停用</source>
        <translation>This account's record was tampered with, it is disabled</translation>
    </message>
    <message>
        <source>这些空白卡已经入过库[：{serials}][，共 {count} 张]</source>
        <translation>These blanks were received before[: {serials}][, {count} of them]</translation>
    </message>
    <message>
        <source>这件事不在本窗口办</source>
        <translation>Not done at this window</translation>
    </message>
    <message>
        <source>这份名册读不了[（{file}）]</source>
        <translation>This roll cannot be read[ ({file})]</translation>
    </message>
    <message>
        <source>这份没办完的件已经不在了</source>
        <translation>This unfinished case is gone</translation>
    </message>
    <message>
        <source>这台打印机没有这个部件</source>
        <translation>This printer lacks that part</translation>
    </message>
    <message>
        <source>这台电脑没有可用的系统钥匙串</source>
        <translation>This computer has no keyring that can be used</translation>
    </message>
    <message>
        <source>这台电脑没有装读卡组件</source>
        <translation>This computer lacks the part for card readers</translation>
    </message>
    <message>
        <source>这台读卡器不能用，换一台。</source>
        <translation>This reader cannot be used, change it.</translation>
    </message>
    <message>
        <source>这台阅读器不能用，请换一台，并叫技术员</source>
        <translation>This reader cannot be used: take another one and call a technician</translation>
    </message>
    <message>
        <source>这张卡</source>
        <translation>This card</translation>
    </message>
    <message>
        <source>这张卡不能再用，请办补换卡；是空白卡就记废卡</source>
        <translation>It cannot be used any more: reissue the card, or record a blank as spoiled</translation>
    </message>
    <message>
        <source>这张卡不能激活</source>
        <translation>This card cannot be activated</translation>
    </message>
    <message>
        <source>这张卡已经送去打印了</source>
        <translation>This card was sent to the printer already</translation>
    </message>
    <message>
        <source>这张卡的芯片已永久锁死</source>
        <translation>This card's chip is locked for good</translation>
    </message>
    <message>
        <source>这张卡还在打印</source>
        <translation>This card is still being printed</translation>
    </message>
    <message>
        <source>这张卡还没有登记启用，不会发出去</source>
        <translation>The card is not enabled and will not be given away</translation>
    </message>
    <message>
        <source>这张证件没有通过验证</source>
        <translation>This document was not authenticated</translation>
    </message>
    <message>
        <source>这是{name}的证件，不是持卡人的</source>
        <translation>This is {name}'s document, not the holder's</translation>
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
        <source>这次不用</source>
        <translation>Not used this time</translation>
    </message>
    <message>
        <source>这次不领了</source>
        <translation>Not collecting today</translation>
    </message>
    <message>
        <source>这次没有领，卡仍待领</source>
        <translation>Not collected; the card stays ready</translation>
    </message>
    <message>
        <source>这种打印办法只在 Windows 上有</source>
        <translation>This way of printing exists on Windows only</translation>
    </message>
    <message>
        <source>这里没有别的事可做</source>
        <translation>Nothing else can be done here</translation>
    </message>
    <message>
        <source>这里没有装国密签名（SM2）</source>
        <translation>SM2 signatures are not installed here</translation>
    </message>
    <message>
        <source>这里的另一种办法</source>
        <translation>The other way here</translation>
    </message>
    <message>
        <source>这里还没有用到规则</source>
        <translation>No rule is used here yet</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>进度查询</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>连不上卡管系统</source>
        <translation>The card service cannot be reached</translation>
    </message>
    <message>
        <source>连不上参保登记</source>
        <translation>The registry cannot be reached</translation>
    </message>
    <message>
        <source>连错三次后，每次要多等一会儿</source>
        <translation>After three wrong tries each further one waits longer</translation>
    </message>
    <message>
        <source>迟到的回答，不要</source>
        <translation>Late answer, dropped</translation>
    </message>
    <message>
        <source>退回</source>
        <translation>Return</translation>
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
        <source>退费</source>
        <translation>Refunded</translation>
    </message>
    <message>
        <source>退远些</source>
        <translation>Step back</translation>
    </message>
    <message>
        <source>送不进卡</source>
        <translation>No card can be fed</translation>
    </message>
    <message>
        <source>送第二人复核</source>
        <translation>Sent for approval</translation>
    </message>
    <message>
        <source>适老服务</source>
        <translation>Elderly</translation>
    </message>
    <message>
        <source>选卡</source>
        <translation>Select the card</translation>
    </message>
    <message>
        <source>选卡失败：卡移开了</source>
        <translation>Select failed: the card moved</translation>
    </message>
    <message>
        <source>选它现在的样子</source>
        <translation>Choose how it is now</translation>
    </message>
    <message>
        <source>遗失须挂失</source>
        <translation>Loss needs report</translation>
    </message>
    <message>
        <source>那个学生的父亲</source>
        <translation>that student's father</translation>
    </message>
    <message>
        <source>那件事办好后，这一件接着办，材料不用再交。</source>
        <translation>Once that is done this case goes on; no paper is asked for twice.</translation>
    </message>
    <message>
        <source>邮件已签收</source>
        <translation>Mail was delivered</translation>
    </message>
    <message>
        <source>邮件退回</source>
        <translation>Mail came back</translation>
    </message>
    <message>
        <source>邮寄</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>邮寄面单</source>
        <translation>Mail label</translation>
    </message>
    <message>
        <source>都对</source>
        <translation>All is right</translation>
    </message>
    <message>
        <source>都对，请监护人签名；有错，请按“内容有误”</source>
        <translation>Guardian: sign if right, else press "Something is wrong"</translation>
    </message>
    <message>
        <source>都对，请稍候；有错，请按“内容有误”</source>
        <translation>Wait if right, else press "Something is wrong"</translation>
    </message>
    <message>
        <source>都对，请签名；有错，请按“内容有误”</source>
        <translation>Sign if right, else press "Something is wrong"</translation>
    </message>
    <message>
        <source>采用</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>里面的东西没有动</source>
        <translation>Nothing in it was touched</translation>
    </message>
    <message>
        <source>重制</source>
        <translation>Make again</translation>
    </message>
    <message>
        <source>重启打印程序；再出错就叫技术员</source>
        <translation>Restart the print program; if it comes again, call a technician</translation>
    </message>
    <message>
        <source>重度残疾</source>
        <translation>Severe disability</translation>
    </message>
    <message>
        <source>重拍</source>
        <translation>Take again</translation>
    </message>
    <message>
        <source>重新判定</source>
        <translation>Decide again</translation>
    </message>
    <message>
        <source>重新打开</source>
        <translation>Reopened</translation>
    </message>
    <message>
        <source>重新签名</source>
        <translation>Sign again</translation>
    </message>
    <message>
        <source>金融功能</source>
        <translation>Payments</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Sum</translation>
    </message>
    <message>
        <source>银行卡</source>
        <translation>Bank card</translation>
    </message>
    <message>
        <source>错码</source>
        <translation>Garbled</translation>
    </message>
    <message>
        <source>键盘一览</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>长度不对</source>
        <translation>Wrong length</translation>
    </message>
    <message>
        <source>长期</source>
        <translation>no expiry</translation>
    </message>
    <message>
        <source>问一次</source>
        <translation>Ask once</translation>
    </message>
    <message>
        <source>问一次状态</source>
        <translation>Ask its state</translation>
    </message>
    <message>
        <source>问卡管</source>
        <translation>Asked the card service</translation>
    </message>
    <message>
        <source>问参保登记</source>
        <translation>Asked the registry</translation>
    </message>
    <message>
        <source>问句有错码</source>
        <translation>The question was garbled</translation>
    </message>
    <message>
        <source>问句长度不对</source>
        <translation>The question had a wrong length</translation>
    </message>
    <message>
        <source>问模块号</source>
        <translation>Ask module number</translation>
    </message>
    <message>
        <source>问清哪一行不对，按 Esc 一步步回去改；证件读出的字在这里不改。</source>
        <translation>Ask which line is wrong and go back with Esc, step by step; what was read from the document is not changed here.</translation>
    </message>
    <message>
        <source>问清哪里不对。真有错，按 F7；看错了，按空格。</source>
        <translation>Ask what is wrong. If it is, press F7; if not, press Space.</translation>
    </message>
    <message>
        <source>阅读器内部出错[（状态 {status}）]</source>
        <translation>The reader reports an internal fault[ (status {status})]</translation>
    </message>
    <message>
        <source>阅读器报告：证件的[“{field}”]读出来不完整</source>
        <translation>The reader could not read the document whole[: {field}]</translation>
    </message>
    <message>
        <source>阅读器的安全模块没有授权</source>
        <translation>The reader's security module is not authorised</translation>
    </message>
    <message>
        <source>限射频帧长</source>
        <translation>Limit radio frame</translation>
    </message>
    <message>
        <source>限时，秒</source>
        <translation>Limit, s</translation>
    </message>
    <message>
        <source>险种</source>
        <translation>Insurance</translation>
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
        <source>非窗口只办临时挂失</source>
        <translation>Elsewhere: temporary only</translation>
    </message>
    <message>
        <source>靠近些</source>
        <translation>Come closer</translation>
    </message>
    <message>
        <source>面额</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>面额 × 张数</source>
        <translation>Value × count</translation>
    </message>
    <message>
        <source>页宽</source>
        <translation>page width</translation>
    </message>
    <message>
        <source>须{value}</source>
        <translation>must be {value}</translation>
    </message>
    <message>
        <source>须{value}色</source>
        <translation>must be {value}</translation>
    </message>
    <message>
        <source>须主管同意；不会再收费。</source>
        <translation>A supervisor has to agree; nothing more is charged.</translation>
    </message>
    <message>
        <source>须办密码重置，请持卡人带身份证件办理</source>
        <translation>It has to be reset; the holder brings an identity document</translation>
    </message>
    <message>
        <source>须复核</source>
        <translation>Needs approval</translation>
    </message>
    <message>
        <source>须第二人在场</source>
        <translation>A second person has to be there</translation>
    </message>
    <message>
        <source>须第二人复核[：{approvals}][，{amount} 元]</source>
        <translation>A second person has to approve[: {approvals}][, {amount} yuan]</translation>
    </message>
    <message>
        <source>须第二人：{what}</source>
        <translation>Needs a second person: {what}</translation>
    </message>
    <message>
        <source>预约</source>
        <translation>Booked</translation>
    </message>
    <message>
        <source>预览日报</source>
        <translation>Preview day report</translation>
    </message>
    <message>
        <source>领入</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>领卡</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>领卡回执</source>
        <translation>Collection slip</translation>
    </message>
    <message>
        <source>领卡须带原件</source>
        <translation>Original to collect</translation>
    </message>
    <message>
        <source>领取</source>
        <translation>Collect</translation>
    </message>
    <message>
        <source>领取：{mode}</source>
        <translation>Collect: {mode}</translation>
    </message>
    <message>
        <source>首次免费</source>
        <translation>First card free</translation>
    </message>
    <message>
        <source>首次口令至少 {n} 个字符，当面告诉本人；第一次登录就要改。</source>
        <translation>A first password has {n} characters or more. Tell it in person; it has to be changed at the first sign-in.</translation>
    </message>
    <message>
        <source>首次申领，材料都齐</source>
        <translation>first issue, nothing lacking</translation>
    </message>
    <message>
        <source>首次申领，请人代领</source>
        <translation>first issue, collected by another</translation>
    </message>
    <message>
        <source>马上锁屏</source>
        <translation>Lock at once</translation>
    </message>
    <message>
        <source>高一点</source>
        <translation>Higher</translation>
    </message>
    <message>
        <source>高拍仪</source>
        <translation>Doc camera</translation>
    </message>
    <message>
        <source>高拍仪断开</source>
        <translation>Document camera disconnected</translation>
    </message>
    <message>
        <source>齐</source>
        <translation>Complete</translation>
    </message>
    <message>
        <source>（{relation}）</source>
        <translation> ({relation})</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>，{day} 起</source>
        <translation>, from {day}</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>按 [[{key}]] 放大</source>
        <translation>[[{key}]] zooms</translation>
    </message>
    <message>
        <source>放大的影像</source>
        <translation>Picture in large</translation>
    </message>
    <message>
        <source>收的材料和照片一起删除</source>
        <translation>Papers and photo taken so far are deleted with it</translation>
    </message>
    <message>
        <source>查余额</source>
        <translation>Account balance</translation>
    </message>
    <message>
        <source>不办了</source>
        <translation>Give it up</translation>
    </message>
    <message>
        <source>确认不办</source>
        <translation>Yes, give it up</translation>
    </message>
    <message>
        <source>已删除，没有办</source>
        <translation>Deleted, nothing was done</translation>
    </message>
    <message>
        <source>密码已设，启用</source>
        <translation>PIN is set, activate</translation>
    </message>
    <message>
        <source>寄出</source>
        <translation>Send by post</translation>
    </message>
    <message>
        <source>转入库房</source>
        <translation>Move to the vault</translation>
    </message>
    <message>
        <source>电话查询、临时挂失</source>
        <translation>Phone enquiry, temporary loss</translation>
    </message>
    <message>
        <source>单位批量</source>
        <translation>Employer list</translation>
    </message>
    <message>
        <source>指定叫号、转窗口</source>
        <translation>Call a number, transfer</translation>
    </message>
    <message>
        <source>制卡中心</source>
        <translation>Card centre</translation>
    </message>
    <message>
        <source>首次口令</source>
        <translation>First password</translation>
    </message>
    <message>
        <source>{name} 的首次口令已设，登录后须改</source>
        <translation>First password of {name} is set; it must be changed at sign-in</translation>
    </message>
    <message>
        <source>{name} 已停用</source>
        <translation>{name} is switched off</translation>
    </message>
    <message>
        <source>{name} 已启用</source>
        <translation>{name} is switched on</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Off</translation>
    </message>
    <message>
        <source>工号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>口令改于</source>
        <translation>Password changed</translation>
    </message>
    <message>
        <source>重设口令</source>
        <translation>Reset password</translation>
    </message>
    <message>
        <source>新建账号</source>
        <translation>Make account</translation>
    </message>
    <message>
        <source>待改口令</source>
        <translation>Password due</translation>
    </message>
    <message>
        <source>在用</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>已有的账号</source>
        <translation>Accounts there are</translation>
    </message>
    <message>
        <source>停用 {name}</source>
        <translation>Switch {name} off</translation>
    </message>
    <message>
        <source>启用 {name}</source>
        <translation>Switch {name} on</translation>
    </message>
    <message>
        <source>填齐再办</source>
        <translation>Fill everything in</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>受理号</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>{who}批量申领</source>
        <translation>{who}: list for first cards</translation>
    </message>
    <message>
        <source>{who}批量领卡</source>
        <translation>{who}: fetching cards</translation>
    </message>
    <message>
        <source>没有收到</source>
        <translation>not here</translation>
    </message>
    <message>
        <source>怎样</source>
        <translation>State</translation>
    </message>
    <message>
        <source>名单</source>
        <translation>List</translation>
    </message>
    <message>
        <source>表格 (*.csv *.xlsx)</source>
        <translation>Tables (*.csv *.xlsx)</translation>
    </message>
    <message>
        <source>单位或学校</source>
        <translation>Employer or school</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>请放经办人的身份证</source>
        <translation>Lay the agent's ID card down</translation>
    </message>
    <message>
        <source>加到名单</source>
        <translation>Add to the list</translation>
    </message>
    <message>
        <source>先填单位和名单</source>
        <translation>Fill in name and list first</translation>
    </message>
    <message>
        <source>等经办人签名</source>
        <translation>Waiting for the agent to sign</translation>
    </message>
    <message>
        <source>正在逐人问参保登记</source>
        <translation>Asking the registry about each person</translation>
    </message>
    <message>
        <source>补齐以后整批一起办。</source>
        <translation>Complete the papers, then the whole list is done at once.</translation>
    </message>
    <message>
        <source>哪一种</source>
        <translation>Which kind</translation>
    </message>
    <message>
        <source>身份证</source>
        <translation>ID no.</translation>
    </message>
    <message>
        <source>还缺{papers}</source>
        <translation>Missing: {papers}</translation>
    </message>
    <message>
        <source>收到了按数字键勾上。</source>
        <translation>Tick with its digit what is here.</translation>
    </message>
    <message>
        <source>整批的材料</source>
        <translation>Papers of the list</translation>
    </message>
    <message>
        <source>从名单文件读</source>
        <translation>Read a list file</translation>
    </message>
    <message>
        <source>再打印清单</source>
        <translation>Print list again</translation>
    </message>
    <message>
        <source>卡号</source>
        <translation>Card no.</translation>
    </message>
    <message>
        <source>都点到了</source>
        <translation>All counted</translation>
    </message>
    <message>
        <source>制卡中心的清单</source>
        <translation>The centre's list</translation>
    </message>
    <message>
        <source>已存：{file}</source>
        <translation>Saved: {file}</translation>
    </message>
    <message>
        <source>发出</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>收卡 {batch}</source>
        <translation>Receive {batch}</translation>
    </message>
    <message>
        <source>{n} 件在等</source>
        <translation>{n} waiting</translation>
    </message>
    <message>
        <source>{n} 张没回来</source>
        <translation>{n} not back yet</translation>
    </message>
    <message>
        <source>发出或收卡</source>
        <translation>Send or receive</translation>
    </message>
    <message>
        <source>缴过费、复核过的才在这里。</source>
        <translation>Only what is paid and approved is here.</translation>
    </message>
    <message>
        <source>记下这张</source>
        <translation>Note this card</translation>
    </message>
    <message>
        <source>先点卡</source>
        <translation>Count cards first</translation>
    </message>
    <message>
        <source>交接清单</source>
        <translation>Hand-over list</translation>
    </message>
    <message>
        <source>从清单文件收</source>
        <translation>Receive by list file</translation>
    </message>
    <message>
        <source>导出给制卡中心</source>
        <translation>Export for the centre</translation>
    </message>
    <message>
        <source>没有要送制卡中心的</source>
        <translation>Nothing for the card centre</translation>
    </message>
    <message>
        <source>没有要发的</source>
        <translation>Nothing to send</translation>
    </message>
    <message>
        <source>电话查进度</source>
        <translation>Progress by phone</translation>
    </message>
    <message>
        <source>窗口查进度</source>
        <translation>Progress at the window</translation>
    </message>
    <message>
        <source>电话临时挂失</source>
        <translation>Temporary loss by phone</translation>
    </message>
    <message>
        <source>身份证号和受理号都要报</source>
        <translation>ID number and receipt number, both</translation>
    </message>
    <message>
        <source>报一个号就行</source>
        <translation>One number is enough</translation>
    </message>
    <message>
        <source>到期自动失效，要到窗口办正式挂失</source>
        <translation>Lapses by itself; the formal report is made at a window</translation>
    </message>
    <message>
        <source>查</source>
        <translation>Look up</translation>
    </message>
    <message>
        <source>先输入号码</source>
        <translation>Type the number first</translation>
    </message>
    <message>
        <source>先选查什么</source>
        <translation>Choose what to look up</translation>
    </message>
    <message>
        <source>查什么</source>
        <translation>What is asked</translation>
    </message>
    <message>
        <source>没有挂失成</source>
        <translation>The loss was not reported</translation>
    </message>
    <message>
        <source>号码对不上，什么也不说。</source>
        <translation>If the numbers do not fit, nothing is told.</translation>
    </message>
    <message>
        <source>不告诉任何情况。</source>
        <translation>Nothing is told.</translation>
    </message>
    <message>
        <source>个人账户余额 {sum} 元</source>
        <translation>Account balance {sum} yuan</translation>
    </message>
    <message>
        <source>正在挂失</source>
        <translation>Reporting the loss</translation>
    </message>
    <message>
        <source>已临时挂失</source>
        <translation>Temporary loss reported</translation>
    </message>
    <message>
        <source>请他报号码</source>
        <translation>Ask for the numbers</translation>
    </message>
    <message>
        <source>承诺</source>
        <translation>Promised</translation>
    </message>
    <message>
        <source>正在问余额</source>
        <translation>Asking for the balance</translation>
    </message>
    <message>
        <source>登记里没有账户</source>
        <translation>The registry has no account</translation>
    </message>
    <message>
        <source>请他到参保地问。</source>
        <translation>Ask where the person is insured.</translation>
    </message>
    <message>
        <source>只告诉本人，请小声。</source>
        <translation>For the holder alone; keep it low.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>第二人</source>
        <translation>Second person</translation>
    </message>
    <message>
        <source>按数字键</source>
        <translation>press a digit</translation>
    </message>
    <message>
        <source>同事</source>
        <translation>Colleague</translation>
    </message>
    <message>
        <source>交给哪位同事</source>
        <translation>To which colleague</translation>
    </message>
    <message>
        <source>收的材料、照片和填的都跟着过去。</source>
        <translation>Papers, photo and everything typed go along.</translation>
    </message>
    <message>
        <source>交出</source>
        <translation>Hand on</translation>
    </message>
    <message>
        <source>交给 {name}</source>
        <translation>Hand to {name}</translation>
    </message>
    <message>
        <source>先选同事</source>
        <translation>Choose a colleague</translation>
    </message>
    <message>
        <source>面单已送打印</source>
        <translation>Label sent to the printer</translation>
    </message>
    <message>
        <source>贴上面单，扫运单号</source>
        <translation>Put the label on and scan the waybill</translation>
    </message>
    <message>
        <source>信里的卡还没有启用；签收以后才启用。</source>
        <translation>The card in the letter is not active; it is activated when signed for.</translation>
    </message>
    <message>
        <source>{receiver}，{phone}</source>
        <translation>{receiver}, {phone}</translation>
    </message>
    <message>
        <source>运单号</source>
        <translation>Waybill</translation>
    </message>
    <message>
        <source>先扫运单号</source>
        <translation>Scan the waybill first</translation>
    </message>
    <message>
        <source>打印面单</source>
        <translation>Print label</translation>
    </message>
    <message>
        <source>叫这个号</source>
        <translation>Call this number</translation>
    </message>
    <message>
        <source>过号的人回来了</source>
        <translation>A skipped person is back</translation>
    </message>
    <message>
        <source>转到别的窗口</source>
        <translation>Transfer to another window</translation>
    </message>
    <message>
        <source>排到同类的最后</source>
        <translation>to the end of their kind</translation>
    </message>
    <message>
        <source>下一个就叫</source>
        <translation>called next there</translation>
    </message>
    <message>
        <source>先输入号</source>
        <translation>Type the number first</translation>
    </message>
    <message>
        <source>窗口</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>哪个号</source>
        <translation>Which number</translation>
    </message>
    <message>
        <source>主管同意重开</source>
        <translation>A supervisor agrees to reopen</translation>
    </message>
    <message>
        <source>重开 {day} 的日结</source>
        <translation>Reopen the day {day}</translation>
    </message>
    <message>
        <source>原来的日报留着，再日结时出第二版。</source>
        <translation>The report made stays; closing again makes a second edition.</translation>
    </message>
    <message>
        <source>重开</source>
        <translation>Reopen</translation>
    </message>
    <message>
        <source>领入 {received}，在库 {stock}，占用 {reserved}，已发 {issued}，废卡 {spoiled}，未定 {unknown}，退 {returned}</source>
        <translation>received {received}, in stock {stock}, held {reserved}, issued {issued}, spoiled {spoiled}, undecided {unknown}, returned {returned}</translation>
    </message>
    <message>
        <source>领入一批</source>
        <translation>Receive a delivery</translation>
    </message>
    <message>
        <source>装进打印机</source>
        <translation>Load into the printer</translation>
    </message>
    <message>
        <source>移到本窗口</source>
        <translation>Move to this window</translation>
    </message>
    <message>
        <source>收回库房</source>
        <translation>Back to the vault</translation>
    </message>
    <message>
        <source>一张记废卡</source>
        <translation>Write one off</translation>
    </message>
    <message>
        <source>一张退回</source>
        <translation>Send one back</translation>
    </message>
    <message>
        <source>第二人清点</source>
        <translation>A second person counts</translation>
    </message>
    <message>
        <source>{n} 号打印机</source>
        <translation>printer {n}</translation>
    </message>
    <message>
        <source>现在在</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>起号</source>
        <translation>First</translation>
    </message>
    <message>
        <source>止号</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>{serial} 已记废卡，剪角入袋；登记单在打印</source>
        <translation>{serial} written off: cut it and bag it; its sheet is being printed</translation>
    </message>
    <message>
        <source>{serial} 已退回</source>
        <translation>{serial} sent back</translation>
    </message>
    <message>
        <source>盘点表已送打印</source>
        <translation>Count sheet sent to the printer</translation>
    </message>
    <message>
        <source>污损、折断、发错……</source>
        <translation>stained, broken, sent by mistake …</translation>
    </message>
    <message>
        <source>领入等于在库、占用、已发、废卡、未定、退回之和。</source>
        <translation>Received equals stock, held, issued, spoiled, unknown and returned together.</translation>
    </message>
    <message>
        <source>空白卡账不平</source>
        <translation>The blanks do not balance</translation>
    </message>
    <message>
        <source>先停发卡，叫主管来查。</source>
        <translation>Stop issuing and call a supervisor.</translation>
    </message>
    <message>
        <source>领入的批次</source>
        <translation>Deliveries</translation>
    </message>
    <message>
        <source>库房</source>
        <translation>vault</translation>
    </message>
    <message>
        <source>销毁废卡</source>
        <translation>Destroy spoiled cards</translation>
    </message>
    <message>
        <source>监销人</source>
        <translation>Who watches</translation>
    </message>
    <message>
        <source>已销毁 {n} 张，清单已送打印</source>
        <translation>{n} destroyed, the list is at the printer</translation>
    </message>
    <message>
        <source>没有要销毁的废卡</source>
        <translation>No spoiled card is waiting to be destroyed</translation>
    </message>
    <message>
        <source>空白登记表</source>
        <translation>Empty form</translation>
    </message>
    <message>
        <source>今天打过的单据</source>
        <translation>Lists printed today</translation>
    </message>
    <message>
        <source>平常的字</source>
        <translation>Usual print</translation>
    </message>
    <message>
        <source>大字</source>
        <translation>Large print</translation>
    </message>
    <message>
        <source>盘点表</source>
        <translation>Count sheet</translation>
    </message>
    <message>
        <source>提醒领卡</source>
        <translation>Remind of a card</translation>
    </message>
    <message>
        <source>催办超期件</source>
        <translation>Chase a late case</translation>
    </message>
    <message>
        <source>差评回访</source>
        <translation>Answer a bad rating</translation>
    </message>
    <message>
        <source>收回卡片</source>
        <translation>Recover a card</translation>
    </message>
    <message>
        <source>给申请人打电话</source>
        <translation>Call the applicant</translation>
    </message>
    <message>
        <source>告知银行</source>
        <translation>Tell the bank</translation>
    </message>
    <message>
        <source>什么事</source>
        <translation>What</translation>
    </message>
    <message>
        <source>经办</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>{what}，已记下</source>
        <translation>{what}: noted</translation>
    </message>
    <message>
        <source>没有联系上</source>
        <translation>Not reached</translation>
    </message>
    <message>
        <source>已办好</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>没有待办的事</source>
        <translation>Nothing to do</translation>
    </message>
    <message>
        <source>打开这一件</source>
        <translation>Open the case</translation>
    </message>
    <message>
        <source>这张卡转入库房</source>
        <translation>This card goes to the vault</translation>
    </message>
    <message>
        <source>领的时候由两人从库房取出。</source>
        <translation>Two people take it out when it is fetched.</translation>
    </message>
    <message>
        <source>持卡人</source>
        <translation>Holder</translation>
    </message>
    <message>
        <source>{day} 起</source>
        <translation>since {day}</translation>
    </message>
    <message>
        <source>主管同意退款</source>
        <translation>A supervisor agrees to the refund</translation>
    </message>
    <message>
        <source>{name} 已撤回</source>
        <translation>{name}: withdrawn</translation>
    </message>
    <message>
        <source>收过的钱退回，须主管同意。</source>
        <translation>What was paid goes back; a supervisor has to agree.</translation>
    </message>
    <message>
        <source>没有收过钱，撤回后可以重新申请。</source>
        <translation>Nothing was paid; they may apply again.</translation>
    </message>
    <message>
        <source>撤回这件申请</source>
        <translation>Withdraw this application</translation>
    </message>
    <message>
        <source>申请</source>
        <translation>For</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>请放申请人的身份证</source>
        <translation>Lay the applicant's ID card down</translation>
    </message>
    <message>
        <source>撤回要本人来办。</source>
        <translation>The applicant has to be here.</translation>
    </message>
    <message>
        <source>撤回并退款</source>
        <translation>Withdraw and refund</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>退款</source>
        <translation>Refund</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>普通号</source>
        <translation>Ordinary</translation>
    </message>
    <message>
        <source>预约号</source>
        <translation>Booked</translation>
    </message>
    <message>
        <source>优先叫</source>
        <translation>called first</translation>
    </message>
    <message>
        <source>取哪一种号</source>
        <translation>Which kind of number</translation>
    </message>
    <message>
        <source>放上身份证也可以取；取过的还是原来的号。</source>
        <translation>An ID card laid down takes one too; whoever holds one keeps it.</translation>
    </message>
    <message>
        <source>前面还有 {n} 人</source>
        <translation>{n} ahead</translation>
    </message>
    <message>
        <source>取号</source>
        <translation>Take a number</translation>
    </message>
    <message>
        <source>先输入预约的时间</source>
        <translation>Type the booked time first</translation>
    </message>
    <message>
        <source>按 Esc 换</source>
        <translation>Esc to change</translation>
    </message>
    <message>
        <source>叫号系统没有应答</source>
        <translation>The queue system does not answer</translation>
    </message>
    <message>
        <source>叫号系统没有按时应答</source>
        <translation>The queue system did not answer in time</translation>
    </message>
    <message>
        <source>连不上叫号系统</source>
        <translation>The queue system cannot be reached</translation>
    </message>
    <message>
        <source>设置的地址上不是叫号系统</source>
        <translation>What answers at the set address is not the queue system</translation>
    </message>
    <message>
        <source>叫号系统不认本机的签名</source>
        <translation>The queue system does not accept this desk's signature</translation>
    </message>
    <message>
        <source>本机的时间与叫号系统差得太多，它不受理</source>
        <translation>This desk's clock is too far from the queue system's; it refuses</translation>
    </message>
    <message>
        <source>叫号系统的回答看不懂</source>
        <translation>The queue system's answer makes no sense</translation>
    </message>
    <message>
        <source>叫号系统不受理[：{text}]</source>
        <translation>The queue system refuses[: {text}]</translation>
    </message>
    <message>
        <source>叫号系统出错[（HTTP {http}）]</source>
        <translation>The queue system failed[ (HTTP {http})]</translation>
    </message>
    <message>
        <source>件照常办，号不会重叫</source>
        <translation>Cases go on as usual; no number is called twice</translation>
    </message>
    <message>
        <source>请照纸上的号手工叫；恢复后自动接上</source>
        <translation>Call by the printed number; when it is back the desk goes on by itself</translation>
    </message>
    <message>
        <source>手工叫号；请技术员核对地址[（{setting}）]</source>
        <translation>Call by hand; a technician should check the address[ ({setting})]</translation>
    </message>
    <message>
        <source>手工叫号；请技术员核对密钥和签名方式</source>
        <translation>Call by hand; a technician should check keys and signing</translation>
    </message>
    <message>
        <source>手工叫号；请技术员校准时间</source>
        <translation>Call by hand; a technician should set the clock</translation>
    </message>
    <message>
        <source>该做的备份没有做成</source>
        <translation>The backup that was due was not made</translation>
    </message>
    <message>
        <source>请技术员看备份目录[（{folder}）]；一小时后再试</source>
        <translation>Let a technician look at the backup folder[ ({folder})]; it is tried again in an hour</translation>
    </message>
    <message>
        <source>备份目录不在[（{folder}）]</source>
        <translation>The backup folder is not there[ ({folder})]</translation>
    </message>
    <message>
        <source>请技术员接好备份盘；一小时后再试</source>
        <translation>Let a technician connect the backup disk; it is tried again in an hour</translation>
    </message>
    <message>
        <source>备份没有做成，盘满了[（{folder}）]</source>
        <translation>The backup was not made, the disk is full[ ({folder})]</translation>
    </message>
    <message>
        <source>请技术员腾出空间；一小时后再试</source>
        <translation>Let a technician make room; it is tried again in an hour</translation>
    </message>
    <message>
        <source>备份目录不让写[（{folder}）]</source>
        <translation>The backup folder may not be written[ ({folder})]</translation>
    </message>
    <message>
        <source>请技术员看目录的权限；一小时后再试</source>
        <translation>Let a technician look at the folder's rights; it is tried again in an hour</translation>
    </message>
    <message>
        <source>做备份时查出数据有坏处，这份没有留下</source>
        <translation>The backup found damage in the data and was not kept</translation>
    </message>
    <message>
        <source>上一份备份还在</source>
        <translation>The backup before it is still there</translation>
    </message>
    <message>
        <source>先停办，请技术员用 guitai audit verify 查</source>
        <translation>Stop taking cases and let a technician run guitai audit verify</translation>
    </message>
    <message>
        <source>还没有设备份目录</source>
        <translation>No backup folder is set</translation>
    </message>
    <message>
        <source>请技术员在设置里填自动备份目录，最好在另一块盘上</source>
        <translation>Let a technician name a folder for backups in the settings, best on another disk</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>没有做成</source>
        <translation>Not made</translation>
    </message>
    <message>
        <source>未设</source>
        <translation>Not set</translation>
    </message>
    <message>
        <source>这个账号停用了，或换了角色。请主管来看；别人可以登录。</source>
        <translation>This account was switched off, or has another role. Call a supervisor; somebody else may sign in.</translation>
    </message>
    <message>
        <source>再叫 {number}，第 {n} 次</source>
        <translation>Call {number} again (call {n})</translation>
    </message>
    <message>
        <source>正在叫号</source>
        <translation>Calling</translation>
    </message>
    <message>
        <source>手工叫 {number}</source>
        <translation>Call {number} by hand</translation>
    </message>
    <message>
        <source>手工记一个号</source>
        <translation>Write a number down</translation>
    </message>
    <message>
        <source>{number} 问完了</source>
        <translation>{number} answered</translation>
    </message>
    <message>
        <source>问完了，不用办件</source>
        <translation>Answered, no case needed</translation>
    </message>
    <message>
        <source>{what}，按纸号手工叫</source>
        <translation>{what}; call by the printed numbers</translation>
    </message>
    <message>
        <source>手工</source>
        <translation>By hand</translation>
    </message>
    <message>
        <source>手工叫的号</source>
        <translation>Called by hand</translation>
    </message>
    <message>
        <source>叫号系统没有应答时用；恢复后会告诉它</source>
        <translation>For when the queue system is silent; it is told afterwards</translation>
    </message>
    <message>
        <source>正在问排队叫号</source>
        <translation>Asking the queue</translation>
    </message>
    <message>
        <source>正在取号</source>
        <translation>Taking a number</translation>
    </message>
    <message>
        <source>叫号系统</source>
        <translation>Queue system</translation>
    </message>
    <message>
        <source>请在下面的框里签一笔</source>
        <translation>Sign in the box below, please</translation>
    </message>
    <message>
        <source>笔、手指、鼠标都行；签的不保存。</source>
        <translation>Pen, finger or mouse; what is signed is not kept.</translation>
    </message>
    <message>
        <source>选文件</source>
        <translation>select file</translation>
    </message>
    <message>
        <source>读文件</source>
        <translation>read file</translation>
    </message>
    <message>
        <source>读记录</source>
        <translation>read record</translation>
    </message>
    <message>
        <source>取回答</source>
        <translation>fetch answer</translation>
    </message>
    <message>
        <source>验密码</source>
        <translation>verify PIN</translation>
    </message>
    <message>
        <source>改密码</source>
        <translation>change PIN</translation>
    </message>
    <message>
        <source>外部认证</source>
        <translation>external authentication</translation>
    </message>
    <message>
        <source>取随机数</source>
        <translation>get challenge</translation>
    </message>
    <message>
        <source>写记录</source>
        <translation>write record</translation>
    </message>
    <message>
        <source>送去打印</source>
        <translation>send to print</translation>
    </message>
    <message>
        <source>收回任务</source>
        <translation>take job back</translation>
    </message>
    <message>
        <source>问任务怎样了</source>
        <translation>ask about the job</translation>
    </message>
    <message>
        <source>问有哪些任务</source>
        <translation>ask for jobs</translation>
    </message>
    <message>
        <source>问打印机怎样了</source>
        <translation>ask about the printer</translation>
    </message>
    <message>
        <source>问有哪些队列</source>
        <translation>ask for queues</translation>
    </message>
    <message>
        <source>不满足安全条件</source>
        <translation>security condition not met</translation>
    </message>
    <message>
        <source>没有这个文件</source>
        <translation>no such file</translation>
    </message>
    <message>
        <source>没有这条记录</source>
        <translation>no such record</translation>
    </message>
    <message>
        <source>正常，有些要求没有照办</source>
        <translation>well, some wishes were ignored</translation>
    </message>
    <message>
        <source>做不到</source>
        <translation>not possible</translation>
    </message>
    <message>
        <source>没有这个队列或任务</source>
        <translation>no such queue or job</translation>
    </message>
    <message>
        <source>不认这种文件</source>
        <translation>this kind of file is not known</translation>
    </message>
    <message>
        <source>不认这种纸</source>
        <translation>this paper is not known</translation>
    </message>
    <message>
        <source>忙</source>
        <translation>busy</translation>
    </message>
    <message>
        <source>试读一张卡</source>
        <translation>Try a card</translation>
    </message>
    <message>
        <source>试签一笔</source>
        <translation>Try a signature</translation>
    </message>
    <message>
        <source>文件都读得出，卡的版本 {version}。内容不在这里显示。</source>
        <translation>Every file can be read, the card's version is {version}. What they hold is not shown here.</translation>
    </message>
    <message>
        <source>签到了，{strokes} 笔，{points} 个点</source>
        <translation>Signed: {strokes} strokes, {points} points</translation>
    </message>
    <message>
        <source>读到一张社保卡</source>
        <translation>A social security card was read</translation>
    </message>
    <message>
        <source>有压感</source>
        <translation>The pen tells its pressure</translation>
    </message>
    <message>
        <source>没有压感，鼠标和手指都是这样</source>
        <translation>No pressure is told, as with a mouse or a finger</translation>
    </message>
    <message>
        <source>{pressure}。线在笔尖下面就好；签的不保存。</source>
        <translation>{pressure}. All is well if the line lies under the tip; what is signed is not kept.</translation>
    </message>
    <message>
        <source>每秒只有 {rate} 个点，签名会有棱角：换一个 USB 口，或换一支笔。</source>
        <translation>Only {rate} points a second, a signature would have corners: use another USB port, or another pen.</translation>
    </message>
    <message>
        <source>请插好高拍仪，看镜头和灯，再按 F5；也可以按空格手工勾</source>
        <translation>Plug the document camera in, look at its lens and lamp, then press F5; or tick by hand with Space</translation>
    </message>
    <message>
        <source>找不到高拍仪[（{source}）]</source>
        <translation>The document camera cannot be found[ ({source})]</translation>
    </message>
    <message>
        <source>高拍仪在，但打不开[（{source}）]</source>
        <translation>The document camera is there but does not open[ ({source})]</translation>
    </message>
    <message>
        <source>高拍仪不再送画面</source>
        <translation>The document camera sends no more pictures</translation>
    </message>
    <message>
        <source>高拍仪的画面全黑</source>
        <translation>The document camera's picture is all black</translation>
    </message>
    <message>
        <source>高拍仪的画面不动了</source>
        <translation>The document camera's picture stands still</translation>
    </message>
    <message>
        <source>高拍仪没有画面</source>
        <translation>The document camera has no picture</translation>
    </message>
    <message>
        <source>请看图片目录是否还在，再按 F5；也可以按空格手工勾</source>
        <translation>See whether the folder of pictures is still there, then press F5; or tick by hand with Space</translation>
    </message>
    <message>
        <source>排队叫号</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>语音</source>
        <translation>Speech</translation>
    </message>
    <message>
        <source>{engine} 能念叫号，也能给持卡人念</source>
        <translation>{engine} can say calls and read to the holder</translation>
    </message>
    <message>
        <source>没有语音引擎：不念叫号，也不给持卡人念</source>
        <translation>No speech engine: calls are not said, nothing is read aloud</translation>
    </message>
    <message>
        <source>要念就装 espeak-ng，或带中文的 speech-dispatcher</source>
        <translation>Install espeak-ng, or speech-dispatcher with Chinese, to hear it</translation>
    </message>
    <message>
        <source>没有用掉纸和卡</source>
        <translation>No paper and no card was used</translation>
    </message>
    <message>
        <source>客户屏：换一块屏、收起；只有一块屏就转给持卡人</source>
        <translation>Customer screen: next monitor, put away; with one monitor, turned to the holder</translation>
    </message>
    <message>
        <source>客户屏：大字，或平常的字</source>
        <translation>Customer screen: large print, or ordinary</translation>
    </message>
    <message>
        <source>客户屏：念给持卡人听，或不念</source>
        <translation>Customer screen: read aloud to the holder, or not</translation>
    </message>
    <message>
        <source>客户屏：大字</source>
        <translation>Customer screen: large print</translation>
    </message>
    <message>
        <source>客户屏：平常的字</source>
        <translation>Customer screen: ordinary print</translation>
    </message>
    <message>
        <source>客户屏：念给持卡人听</source>
        <translation>Customer screen: read aloud</translation>
    </message>
    <message>
        <source>客户屏：不念</source>
        <translation>Customer screen: not read aloud</translation>
    </message>
    <message>
        <source>这台电脑没有语音引擎，念不了</source>
        <translation>This computer has no speech engine; nothing can be read</translation>
    </message>
    <message>
        <source>客户屏断开了；按 Shift F2 把这块屏转给持卡人</source>
        <translation>The customer screen is unplugged; Shift F2 turns this one to the holder</translation>
    </message>
    <message>
        <source>工作人员：按 Shift F2 收回</source>
        <translation>Staff: Shift F2 takes it back</translation>
    </message>
    <message>
        <source>请选缴费档次</source>
        <translation>Please choose a contribution tier</translation>
    </message>
    <message>
        <source>选了还可以改，签名才算数</source>
        <translation>You may change it; only your signature settles it</translation>
    </message>
    <message>
        <source>隐去</source>
        <translation>hidden</translation>
    </message>
    <message>
        <source>邮寄到</source>
        <translation>Mailed to</translation>
    </message>
    <message>
        <source>{address}，{receiver}，{phone}</source>
        <translation>{address}, {receiver}, {phone}</translation>
    </message>
    <message>
        <source>问为什么停了</source>
        <translation>ask why it stopped</translation>
    </message>
    <message>
        <source>问出了什么错</source>
        <translation>ask for errors</translation>
    </message>
    <message>
        <source>问纸够不够</source>
        <translation>ask for paper</translation>
    </message>
    <message>
        <source>可以再叫的</source>
        <translation>May be called again</translation>
    </message>
    <message>
        <source>怎么了</source>
        <translation>State</translation>
    </message>
    <message>
        <source>第一次叫</source>
        <translation>First called</translation>
    </message>
    <message>
        <source>{number} 号，{what}</source>
        <translation>{number}, {what}</translation>
    </message>
    <message>
        <source>口令短语</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>给新数据库定一个口令短语</source>
        <translation>Choose a passphrase for the new database</translation>
    </message>
    <message>
        <source>以后每次打开都要它。忘了就再也打不开，请另外保管一份。</source>
        <translation>It is wanted at every start. Forgotten, nothing opens the data again: keep a copy elsewhere.</translation>
    </message>
    <message>
        <source>请输口令短语</source>
        <translation>Enter the passphrase</translation>
    </message>
    <message>
        <source>这个数据库要口令短语才能打开。</source>
        <translation>This database opens with a passphrase only.</translation>
    </message>
    <message>
        <source>{month}{day}日 {weekday}</source>
        <translation>{weekday} {day} {month}</translation>
    </message>
    <message>
        <source>{key} 只能是其中之一：{wanted}</source>
        <translation>{key} wants one of: {wanted}</translation>
    </message>
    <message>
        <source>{key} 要这样写：{wanted}</source>
        <translation>{key} is written like this: {wanted}</translation>
    </message>
    <message>
        <source>{key} 太小，要在 {wanted} 里</source>
        <translation>{key} is too small, it wants to be within {wanted}</translation>
    </message>
    <message>
        <source>{key} 太大，要在 {wanted} 里</source>
        <translation>{key} is too large, it wants to be within {wanted}</translation>
    </message>
    <message>
        <source>设置文件</source>
        <translation>Settings file</translation>
    </message>
    <message>
        <source>用上一份</source>
        <translation>the last one holds</translation>
    </message>
    <message>
        <source>{what} {why}</source>
        <translation>{what} ({why})</translation>
    </message>
    <message>
        <source>写得对</source>
        <translation>It can be read</translation>
    </message>
    <message>
        <source>写对了，现在用的还是上一份</source>
        <translation>It can be read now, the last one still holds</translation>
    </message>
    <message>
        <source>关掉程序再打开，就用新的</source>
        <translation>Close the program and open it again to use it</translation>
    </message>
    <message>
        <source>卡已领走，还没有启用</source>
        <translation>The card was fetched and is not in use yet</translation>
    </message>
    <message>
        <source>请持卡人拿着卡，在密码键盘上设密码。</source>
        <translation>Have the holder set the password on the PIN pad.</translation>
    </message>
    <message>
        <source>今天已日结，不能再受理</source>
        <translation>Today is closed: nothing more is taken in</translation>
    </message>
    <message>
        <source>查询、领卡还可以办。要受理，请主管在“日结”里重开。</source>
        <translation>Enquiries and collections still work. To take in more, a supervisor reopens the day under Closing.</translation>
    </message>
    <message>
        <source>今天已日结，这件今天不能受理</source>
        <translation>Today is closed: this cannot be taken in today</translation>
    </message>
    <message>
        <source>下一个工作日再办；今天要办，请主管重开日结。</source>
        <translation>Come back on the next working day, or have a supervisor reopen the day.</translation>
    </message>
    <message>
        <source>今天已日结</source>
        <translation>Today is closed</translation>
    </message>
    <message>
        <source>再拍一张，就要重新签名。</source>
        <translation>Another photo needs another signature.</translation>
    </message>
    <message>
        <source>要换一张，按 F5 再拍。</source>
        <translation>For another one press F5.</translation>
    </message>
    <message>
        <source>再拍</source>
        <translation>Take another</translation>
    </message>
    <message>
        <source>照片换了，请重新签名</source>
        <translation>The photo changed: please have it signed again</translation>
    </message>
    <message>
        <source>签名后改过内容，请重新签名</source>
        <translation>Something changed after the signature: please have it signed again</translation>
    </message>
    <message>
        <source>看纸样</source>
        <translation>View the paper</translation>
    </message>
    <message>
        <source>没有这样的件。身份号码要输全 18 位；也可以用受理号、姓名、拼音查。</source>
        <translation>No such case. An ID number needs all 18 characters; a receipt number, a name or pinyin work too.</translation>
    </message>
    <message>
        <source>{blank} 已记废卡，剪角入袋；登记单在打印</source>
        <translation>{blank} written off: cut it and bag it; its sheet is being printed</translation>
    </message>
    <message>
        <source>客户屏上是同一份，号码中间遮住。</source>
        <translation>The customer screen shows the same, with the middle of the number hidden.</translation>
    </message>
    <message>
        <source>客户屏上是同一份，一字不差。</source>
        <translation>The customer screen shows the same, word for word.</translation>
    </message>
    <message>
        <source>没有第二块屏，按 Shift F2 转给他看。</source>
        <translation>Without a second screen, Shift F2 turns this one to them.</translation>
    </message>
    <message>
        <source>代办的件，持卡人不在：请用自带照片 F7。看过按空格。</source>
        <translation>An agent applies, the holder is not here: use a photo they brought, F7. Looked at it: Space.</translation>
    </message>
    <message>
        <source>照片合格，请看是不是持卡人</source>
        <translation>The photo is good: check that it shows the holder</translation>
    </message>
    <message>
        <source>今天重新打开了</source>
        <translation>Today was reopened</translation>
    </message>
    <message>
        <source>重开日结</source>
        <translation>Reopen the day</translation>
    </message>
    <message>
        <source>交班</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>等接班的人输入口令</source>
        <translation>Waiting for their password</translation>
    </message>
    <message>
        <source>先不交班</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>{paper}已拍，还没齐</source>
        <translation>{paper} scanned, not complete yet</translation>
    </message>
    <message>
        <source>年月日 8 位</source>
        <translation>YYYYMMDD</translation>
    </message>
    <message>
        <source>已拍，还要到期日</source>
        <translation>Scanned; its last day is wanted</translation>
    </message>
    <message>
        <source>看委托书，输入到期日，例如 20271231</source>
        <translation>Read the mandate and type its last day, such as 20271231</translation>
    </message>
    <message>
        <source>自己缴费的人，按哪一档由他选：按 F10，或请他在客户屏上点。</source>
        <translation>Whoever pays for themselves chooses the tier: press F10, or let them touch it on the customer screen.</translation>
    </message>
    <message>
        <source>材料收好了，还要选缴费档次</source>
        <translation>The papers are in; a contribution tier is still to be chosen</translation>
    </message>
    <message>
        <source>还要选缴费档次</source>
        <translation>The contribution tier is still to be chosen</translation>
    </message>
    <message>
        <source>代领不设密码，由持卡人本人来设。</source>
        <translation>An agent sets no password; the holder does, in person.</translation>
    </message>
    <message>
        <source>语言 Language、外观</source>
        <translation>Language, appearance</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>Chinese 中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>高对比</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>字号 100%</source>
        <translation>Text 100 %</translation>
    </message>
    <message>
        <source>字号 125%</source>
        <translation>Text 125 %</translation>
    </message>
    <message>
        <source>字号 150%</source>
        <translation>Text 150 %</translation>
    </message>
    <message>
        <source>字号 200%</source>
        <translation>Text 200 %</translation>
    </message>
    <message>
        <source>已换</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>记下了，下次打开窗口时换</source>
        <translation>Noted: it changes when the window is opened again</translation>
    </message>
    <message>
        <source>这台机器记不下来，只到关窗口为止</source>
        <translation>This machine cannot keep it: only until the window is closed</translation>
    </message>
    <message>
        <source>语言和外观</source>
        <translation>Language and appearance</translation>
    </message>
    <message>
        <source>只换这个窗口。主题马上换；语言和字号，下次打开窗口时换。</source>
        <translation>This window only. A theme changes at once, language and text size when it is opened again.</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>现在用着</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>下次打开时用</source>
        <translation>From the next opening</translation>
    </message>
    <message>
        <source>先输入工号</source>
        <translation>Type the number first</translation>
    </message>
    <message>
        <source>照片留好了</source>
        <translation>The picture is kept</translation>
    </message>
    <message>
        <source>X 只能在最后一位</source>
        <translation>X can only be the last character</translation>
    </message>
    <message>
        <source>设备的设置由技术员或主管改</source>
        <translation>A technician or a supervisor changes how devices are set up</translation>
    </message>
    <message>
        <source>数好了，核对</source>
        <translation>Counted, compare</translation>
    </message>
    <message>
        <source>今天不行</source>
        <translation>Not today</translation>
    </message>
    <message>
        <source>库房、窗口、打印机里的空白卡都数。</source>
        <translation>Count the blanks in the vault, at the windows and in the printers.</translation>
    </message>
    <message numerus="yes">
        <source>占用着、还没打印的 {n} 张也算。</source>
        <translation><numerusform> The {n} held for a card not yet printed counts too.</numerusform><numerusform> The {n} held for cards not yet printed count too.</numerusform></translation>
    </message>
    <message>
        <source>，含占用 {n}</source>
        <translation>, {n} of them held</translation>
    </message>
    <message numerus="yes">
        <source>其中 {n} 张占用着、还没打印，盘点时算在内。</source>
        <translation><numerusform>{n} of them is held for a card not yet printed; it counts.</numerusform><numerusform>{n} of them are held for cards not yet printed; they count.</numerusform></translation>
    </message>
    <message>
        <source>位置</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>文件名</source>
        <translation>File name</translation>
    </message>
    <message>
        <source>文件类型</source>
        <translation>Kind of file</translation>
    </message>
    <message>
        <source>上一级</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>有一个词不是文字[：{value}]</source>
        <translation>One of the words is not text[: {value}]</translation>
    </message>
    <message>
        <source>看看终端和脚本的编码，要 UTF-8</source>
        <translation>Look at the encoding of the terminal and of the script: it has to be UTF-8</translation>
    </message>
    <message>
        <source>口令文件读不了[：{file}]</source>
        <translation>The password file cannot be read[: {file}]</translation>
    </message>
    <message>
        <source>里面写一行口令，存成 UTF-8</source>
        <translation>One line with the password goes into it, saved as UTF-8</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>数据所在的磁盘读写出错[（{why}）]</source>
        <translation>The disk with the data fails to read or write[ ({why})]</translation>
    </message>
    <message>
        <source>先不要办件。请技术员看磁盘和接线，再打开；还不行用最近的备份恢复到好盘上</source>
        <translation>Serve nobody for now. Ask the technician to look at the disk and its cables and open again; if that fails, restore the latest backup to a good disk</translation>
    </message>
    <message>
        <source>这一步没有算数</source>
        <translation>This step does not count</translation>
    </message>
    <message>
        <source>腾出空间，或换一个目录，再做一次</source>
        <translation>Free some space or choose another folder, and do it again</translation>
    </message>
    <message>
        <source>看目录的权限，或换一个目录，再做一次</source>
        <translation>Check the folder's permissions or choose another one, and do it again</translation>
    </message>
    <message>
        <source>这个窗口号[（{window}）]已在另一台电脑上开着[（{machine}）]</source>
        <translation>This window number[ ({window})] is already open on another computer[ ({machine})]</translation>
    </message>
    <message>
        <source>没有登录，那边的件、票款和空白卡都没有动</source>
        <translation>You are not signed in; the cases, the till and the blanks there are untouched</translation>
    </message>
    <message>
        <source>请技术员改其中一台的窗口号；那台刚断电的，等一分钟再登录</source>
        <translation>Ask the technician to change the window number of one of them; if the other has just lost its power, sign in again in a minute</translation>
    </message>
    <message>
        <source>卡坏了，换卡，要缴费</source>
        <translation>a damaged card, to be paid</translation>
    </message>
    <message>
        <source>临时挂失了，解挂或补办</source>
        <translation>reported lost for a while: lifted, or a new card</translation>
    </message>
    <message>
        <source>姓名与登记不一致，信息变更</source>
        <translation>the name differs from the register</translation>
    </message>
    <message>
        <source>没有参保，参保登记</source>
        <translation>not insured: enrolment</translation>
    </message>
    <message>
        <source>灵活就业，选缴费档次</source>
        <translation>flexible work: a contribution base is chosen</translation>
    </message>
    <message>
        <source>重度残疾，参保补贴</source>
        <translation>severely disabled: subsidy</translation>
    </message>
    <message>
        <source>特困，参保补贴</source>
        <translation>in hardship: subsidy</translation>
    </message>
    <message>
        <source>参保在外地，转办</source>
        <translation>insured elsewhere: referral</translation>
    </message>
    <message>
        <source>七十岁以上，纸上用大字</source>
        <translation>over seventy: papers in large print</translation>
    </message>
    <message>
        <source>港澳台居民，参保在外地</source>
        <translation>a resident from Hong Kong, Macao or Taiwan, insured elsewhere</translation>
    </message>
    <message>
        <source>这个窗口号[（{window}）]上次没有关好，服务器还没有放开</source>
        <translation>This window number[ ({window})] was not given up last time, and the server still holds it</translation>
    </message>
    <message>
        <source>等一分钟再登录；有同名的电脑也用这个窗口号的，请技术员改其中一台</source>
        <translation>Sign in again in a minute; if a computer of the same name uses this window number too, ask the technician to change one of them</translation>
    </message>
    <message>
        <source>这张卡没有寄出去[，这一件是“{state}”]</source>
        <translation>This card was not posted[; the case is "{state}"]</translation>
    </message>
    <message>
        <source>要寄的先登记邮寄；来领的按领卡办</source>
        <translation>Register the letter first if it is to be posted; hand the card over if its holder comes for it</translation>
    </message>
    <message>
        <source>今天没有人开过这个窗口[：{window}]</source>
        <translation>Nobody has opened this window today[: {window}]</translation>
    </message>
    <message>
        <source>号还在您这里</source>
        <translation>The number is still at your window</translation>
    </message>
    <message>
        <source>请看窗口号，再输一次</source>
        <translation>Look at the window's number and type it again</translation>
    </message>
    <message>
        <source>读卡器没有应答</source>
        <translation>The card reader does not answer</translation>
    </message>
    <message>
        <source>接好会自己恢复；这时可以先输号码和姓名。</source>
        <translation>It comes back by itself; meanwhile type number and name.</translation>
    </message>
    <message>
        <source>接好后请他再放身份证；现在要交，按 F10 选“没带身份证”。</source>
        <translation>Lay the card down once it is back, or choose "No ID card at hand" under F10.</translation>
    </message>
    <message>
        <source>工作日历不够用[，从 {covered_from} 才有]</source>
        <translation>The calendar does not reach that far[; it begins on {covered_from}]</translation>
    </message>
    <message>
        <source>看看日期有没有写错</source>
        <translation>Check the date for a slip of the pen</translation>
    </message>
    <message>
        <source>日志里没有这一条[：{chain} 号窗口第 {seq} 条]</source>
        <translation>The journal has no such entry[: window {chain}, number {seq}]</translation>
    </message>
    <message>
        <source>请查一遍日志，看它断在哪里</source>
        <translation>Check the journal and see where it breaks</translation>
    </message>
    <message>
        <source>按人查日志要写为什么</source>
        <translation>Looking somebody up in the journal wants a purpose</translation>
    </message>
    <message>
        <source>没有查，也没有显示</source>
        <translation>Nothing was looked up or shown</translation>
    </message>
    <message>
        <source>写一句用途，例如信访编号</source>
        <translation>Write what it is for, such as the number of a complaint</translation>
    </message>
    <message>
        <source>起止日期反了[：{first} 到 {last}]</source>
        <translation>The days are the wrong way round[: {first} to {last}]</translation>
    </message>
    <message>
        <source>先写早的一天，再写晚的一天</source>
        <translation>Write the earlier day first</translation>
    </message>
    <message>
        <source>正在查日志，{n}%</source>
        <translation>Checking the journal, {n}%</translation>
    </message>
    <message>
        <source>日志查完了，正在对账和库存</source>
        <translation>The journal is through; comparing money and stock with it</translation>
    </message>
    <message>
        <source>最新的在前，第 {n} 页</source>
        <translation>Newest first, page {n}</translation>
    </message>
    <message>
        <source>看这一条</source>
        <translation>Open this entry</translation>
    </message>
    <message>
        <source>没有查完</source>
        <translation>The check was not finished</translation>
    </message>
    <message>
        <source>全部日志</source>
        <translation>The whole journal</translation>
    </message>
    <message>
        <source>没有这样的日志</source>
        <translation>No such entries</translation>
    </message>
    <message>
        <source>回到日志</source>
        <translation>Back to the journal</translation>
    </message>
    <message>
        <source>更早一条</source>
        <translation>The one before</translation>
    </message>
    <message>
        <source>看过谁</source>
        <translation>Looks at people</translation>
    </message>
    <message>
        <source>办件和打印</source>
        <translation>Cases and printing</translation>
    </message>
    <message>
        <source>制卡和空白卡</source>
        <translation>Cards and blanks</translation>
    </message>
    <message>
        <source>钱</source>
        <translation>Money</translation>
    </message>
    <message>
        <source>登录和账号</source>
        <translation>Signing in and accounts</translation>
    </message>
    <message>
        <source>日终</source>
        <translation>End of day</translation>
    </message>
    <message>
        <source>窗口、设备和系统</source>
        <translation>Windows, devices, system</translation>
    </message>
    <message>
        <source>{window} 号窗口的日志少了第 {n} 条</source>
        <translation>Entry {n} of window {window}'s journal is missing</translation>
    </message>
    <message>
        <source>{window} 号窗口的日志第 {n} 条改过</source>
        <translation>Entry {n} of window {window}'s journal was changed</translation>
    </message>
    <message>
        <source>{window} 号窗口的日志重写过，到第 {n} 条为止都不可信</source>
        <translation>Window {window}'s journal was rewritten: nothing up to entry {n} can be trusted</translation>
    </message>
    <message>
        <source>{window} 号窗口的日志从第 {n} 条起被截掉</source>
        <translation>Window {window}'s journal was cut off from entry {n} on</translation>
    </message>
    <message>
        <source>{window} 号窗口第 {n} 条</source>
        <translation>Window {window}, entry {n}</translation>
    </message>
    <message>
        <source>先不要恢复备份，也不要重装。请主管停办，请技术员留下现在的数据，再用日报上的锚点找出哪一天还是好的。</source>
        <translation>Restore no backup and reinstall nothing yet. Ask the supervisor to stop work and the technician to keep the data as they are; then find by the anchors on the day reports which day was still good.</translation>
    </message>
    <message>
        <source>柜台自己</source>
        <translation>The desk itself</translation>
    </message>
    <message>
        <source>{first} 到 {last}</source>
        <translation>{first} to {last}</translation>
    </message>
    <message>
        <source>到 {day}</source>
        <translation>to {day}</translation>
    </message>
    <message>
        <source>查到 {time}，共 {n} 条，一条不少，没有改过；账和库存与日志一致。</source>
        <translation>{n} entries up to {time}: none missing, none changed; money and stock agree with the journal.</translation>
    </message>
    <message>
        <source>账和日志对不上（{what}）</source>
        <translation>The records and the journal disagree ({what})</translation>
    </message>
    <message>
        <source>工号 {who}</source>
        <translation>Operator {who}</translation>
    </message>
    <message>
        <source>只看没办成的</source>
        <translation>Only what failed</translation>
    </message>
    <message>
        <source>一个人的</source>
        <translation>One person</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>做了什么</source>
        <translation>What</translation>
    </message>
    <message>
        <source>关于</source>
        <translation>About</translation>
    </message>
    <message>
        <source>锚点</source>
        <translation>Anchor</translation>
    </message>
    <message>
        <source>前一条</source>
        <translation>Before it</translation>
    </message>
    <message>
        <source>校验码</source>
        <translation>Digest</translation>
    </message>
    <message>
        <source>日志完好</source>
        <translation>The journal is whole</translation>
    </message>
    <message>
        <source>{day} {time} 以前的是好的。</source>
        <translation>Everything before {day} {time} is good. </translation>
    </message>
    <message>
        <source>另记</source>
        <translation>Also</translation>
    </message>
    <message>
        <source>没有，这是这个窗口的第一条</source>
        <translation>None, this is the window's first</translation>
    </message>
    <message>
        <source>日志</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>从哪天</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到哪天</source>
        <translation>To</translation>
    </message>
    <message>
        <source>比起始那天早</source>
        <translation>Earlier than the first day</translation>
    </message>
    <message>
        <source>按人查要写为什么，会记入日志</source>
        <translation>Looking somebody up wants a purpose; it is journalled</translation>
    </message>
    <message>
        <source>办成没办成都看</source>
        <translation>All, failed or not</translation>
    </message>
    <message>
        <source>只看没办成的：被拒、出错、没有应答、未定。</source>
        <translation>Only what failed: refused, in error, unanswered, undecided.</translation>
    </message>
    <message>
        <source>不填的不筛。一次筛选记一条日志。</source>
        <translation>What is empty narrows nothing. Each question is one journal entry.</translation>
    </message>
    <message>
        <source>看什么</source>
        <translation>What to look at</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>筛选日志</source>
        <translation>Narrow the journal</translation>
    </message>
    <message>
        <source>例如信访编号；会记入日志</source>
        <translation>Such as the number of a complaint; it is journalled</translation>
    </message>
    <message>
        <source>看日志</source>
        <translation>Show the journal</translation>
    </message>
    <message>
        <source>更早的一页</source>
        <translation>The older page</translation>
    </message>
    <message>
        <source>更晚的一页</source>
        <translation>The newer page</translation>
    </message>
    <message>
        <source>看最新的</source>
        <translation>The newest</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Narrow</translation>
    </message>
    <message>
        <source>不筛了，看全部</source>
        <translation>The whole journal again</translation>
    </message>
    <message>
        <source>从头查一遍</source>
        <translation>Check it all</translation>
    </message>
    <message>
        <source>放弃没办完的一件</source>
        <translation>Unfinished visit given up</translation>
    </message>
    <message>
        <source>开始收款</source>
        <translation>Till opened</translation>
    </message>
    <message>
        <source>第二人签字</source>
        <translation>Second person</translation>
    </message>
    <message>
        <source>定未决的卡</source>
        <translation>Settle an undecided card</translation>
    </message>
    <message>
        <source>看一列</source>
        <translation>List looked at</translation>
    </message>
    <message>
        <source>看日报</source>
        <translation>Day report looked at</translation>
    </message>
    <message>
        <source>导出台账</source>
        <translation>Ledger exported</translation>
    </message>
    <message>
        <source>导出日志</source>
        <translation>Journal exported</translation>
    </message>
    <message>
        <source>查日志</source>
        <translation>Journal checked</translation>
    </message>
    <message>
        <source>收进空白卡</source>
        <translation>Blanks received</translation>
    </message>
    <message>
        <source>空白卡换地方</source>
        <translation>Blanks moved</translation>
    </message>
    <message>
        <source>改正空白卡</source>
        <translation>Blanks corrected</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Signed out</translation>
    </message>
    <message>
        <source>改口令</source>
        <translation>Password changed</translation>
    </message>
    <message>
        <source>启用账号</source>
        <translation>Account switched on</translation>
    </message>
    <message>
        <source>停用账号</source>
        <translation>Account switched off</translation>
    </message>
    <message>
        <source>每天一次的清理和提醒</source>
        <translation>The daily run</translation>
    </message>
    <message>
        <source>号票</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>叫号机</source>
        <translation>Queue machine</translation>
    </message>
    <message>
        <source>清除到期的资料</source>
        <translation>What was past its term removed</translation>
    </message>
    <message>
        <source>导入参保名册</source>
        <translation>Roll imported</translation>
    </message>
    <message>
        <source>准许窗口的数据库账号</source>
        <translation>Windows' database account admitted</translation>
    </message>
    <message>
        <source>认可旧的数据库</source>
        <translation>Older store accepted</translation>
    </message>
    <message>
        <source>时钟自己跳了</source>
        <translation>The clock jumped</translation>
    </message>
    <message>
        <source>查看影像</source>
        <translation>Pages looked at</translation>
    </message>
    <message>
        <source>查看评价</source>
        <translation>Ratings looked at</translation>
    </message>
    <message>
        <source>查看批次</source>
        <translation>Batch looked at</translation>
    </message>
    <message>
        <source>查看制卡单</source>
        <translation>Card orders looked at</translation>
    </message>
    <message>
        <source>查看日志</source>
        <translation>Journal looked at</translation>
    </message>
    <message>
        <source>按身份号码查找</source>
        <translation>Search by ID number</translation>
    </message>
    <message>
        <source>按受理号查找</source>
        <translation>Search by receipt number</translation>
    </message>
    <message>
        <source>按姓名查找</source>
        <translation>Search by name</translation>
    </message>
    <message>
        <source>离开窗口</source>
        <translation>Left the window</translation>
    </message>
    <message>
        <source>回到窗口</source>
        <translation>Back at the window</translation>
    </message>
    <message>
        <source>接着接号</source>
        <translation>Calls on</translation>
    </message>
    <message>
        <source>接待，读身份证</source>
        <translation>Received, card read</translation>
    </message>
    <message>
        <source>接待，输入号码</source>
        <translation>Received, number typed</translation>
    </message>
    <message>
        <source>恢复过，是好的</source>
        <translation>restored once, good</translation>
    </message>
    <message>
        <source>对不上</source>
        <translation>does not agree</translation>
    </message>
    <message>
        <source>收件</source>
        <translation>taken in</translation>
    </message>
    <message>
        <source>交卡</source>
        <translation>cards handed over</translation>
    </message>
    <message>
        <source>口令不对</source>
        <translation>wrong password</translation>
    </message>
    <message>
        <source>账号停用</source>
        <translation>account off</translation>
    </message>
    <message>
        <source>账号被改过</source>
        <translation>account tampered with</translation>
    </message>
    <message>
        <source>窗口号已在别处开着</source>
        <translation>window open elsewhere</translation>
    </message>
    <message>
        <source>离开太久</source>
        <translation>away too long</translation>
    </message>
    <message>
        <source>锁屏</source>
        <translation>locked</translation>
    </message>
    <message>
        <source>来访 {code}</source>
        <translation>Visit {code}</translation>
    </message>
    <message>
        <source>问卡管：{action}</source>
        <translation>Card service asked: {action}</translation>
    </message>
    <message>
        <source>查到的件</source>
        <translation>Cases found</translation>
    </message>
    <message>
        <source>动作</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>参保应答</source>
        <translation>Registry answers</translation>
    </message>
    <message>
        <source>复核什么</source>
        <translation>Approval of</translation>
    </message>
    <message>
        <source>之前</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>叫了几次</source>
        <translation>Calls</translation>
    </message>
    <message>
        <source>卡数</source>
        <translation>Cards</translation>
    </message>
    <message>
        <source>实点空白卡</source>
        <translation>Blanks counted</translation>
    </message>
    <message>
        <source>件数</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>实点现金</source>
        <translation>Cash counted</translation>
    </message>
    <message>
        <source>应有现金</source>
        <translation>Cash expected</translation>
    </message>
    <message>
        <source>渠道</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>谁来领</source>
        <translation>Collected by</translation>
    </message>
    <message>
        <source>份数</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>实点</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>内容校验码</source>
        <translation>Digest of the content</translation>
    </message>
    <message>
        <source>来访</source>
        <translation>Visit</translation>
    </message>
    <message>
        <source>草稿</source>
        <translation>Drafts</translation>
    </message>
    <message>
        <source>第几版</source>
        <translation>Edition</translation>
    </message>
    <message>
        <source>日志条数</source>
        <translation>Journal entries</translation>
    </message>
    <message>
        <source>连错几次</source>
        <translation>Failures in a row</translation>
    </message>
    <message>
        <source>从第几条起</source>
        <translation>From entry</translation>
    </message>
    <message>
        <source>查到</source>
        <translation>Found</translation>
    </message>
    <message>
        <source>放弃的锚点</source>
        <translation>Anchors given up</translation>
    </message>
    <message>
        <source>哪一类</source>
        <translation>Kind of entry</translation>
    </message>
    <message>
        <source>怎么办的</source>
        <translation>How it was done</translation>
    </message>
    <message>
        <source>打印任务</source>
        <translation>Print job</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>到哪里</source>
        <translation>Up to</translation>
    </message>
    <message>
        <source>谁制卡</source>
        <translation>Made by</translation>
    </message>
    <message>
        <source>报文编号</source>
        <translation>Message number</translation>
    </message>
    <message>
        <source>付法</source>
        <translation>Method</translation>
    </message>
    <message>
        <source>缺几张</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>New</translation>
    </message>
    <message>
        <source>哪一次</source>
        <translation>Occasion</translation>
    </message>
    <message>
        <source>纸的编号</source>
        <translation>Paper number</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>人数</source>
        <translation>People</translation>
    </message>
    <message>
        <source>影像</source>
        <translation>Pictures</translation>
    </message>
    <message>
        <source>放在哪里</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>问题校验码</source>
        <translation>Digest of the question</translation>
    </message>
    <message>
        <source>怎么读的证</source>
        <translation>Card read by</translation>
    </message>
    <message>
        <source>收据号</source>
        <translation>Fee receipt</translation>
    </message>
    <message>
        <source>答复</source>
        <translation>Reply</translation>
    </message>
    <message>
        <source>秒数</source>
        <translation>Seconds</translation>
    </message>
    <message>
        <source>单号</source>
        <translation>Slip</translation>
    </message>
    <message>
        <source>印坏几张</source>
        <translation>Spoiled</translation>
    </message>
    <message>
        <source>差异</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>等哪一件</source>
        <translation>Waits for</translation>
    </message>
    <message>
        <source>{name}：{value}</source>
        <translation>{name}: {value}</translation>
    </message>
    <message>
        <source>是</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>查看等复核的件</source>
        <translation>Open approvals looked at</translation>
    </message>
    <message>
        <source>之后</source>
        <translation>After</translation>
    </message>
    <message>
        <source>谁做的</source>
        <translation>Done by</translation>
    </message>
    <message>
        <source>表格已存：{file}，{n} 条</source>
        <translation>Table saved: {file}, {n} entries</translation>
    </message>
    <message>
        <source>第 {n} 条以前</source>
        <translation>up to entry {n}</translation>
    </message>
    <message>
        <source>与回执、日报上印着的同一号逐字相同，查一遍又完好，这一条和以前的就没有改过</source>
        <translation>Where a receipt or day report has the same letters under this number and the check finds the journal whole, nothing up to here was changed</translation>
    </message>
    <message>
        <source>和纸上的锚点一样</source>
        <translation>The same as on paper</translation>
    </message>
    <message>
        <source>从头查一遍也完好，这一条和以前的就没有改过。</source>
        <translation>If the check finds the journal whole too, nothing up to here was changed.</translation>
    </message>
    <message>
        <source>和纸上的锚点不一样</source>
        <translation>Not what is on paper</translation>
    </message>
    <message>
        <source>受理号、纸上的锚点、空白卡号，或一个人的身份号码</source>
        <translation>Receipt, anchor on paper, blank, or an ID number</translation>
    </message>
    <message>
        <source>第几条</source>
        <translation>Entry number</translation>
    </message>
    <message>
        <source>页数</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>先看有没有抄错。</source>
        <translation>See first whether it was copied rightly. </translation>
    </message>
    <message>
        <source>记的是</source>
        <translation>Booked</translation>
    </message>
    <message>
        <source>**{method}**，{sum} 元，{time}，柜员 {who}</source>
        <translation>**{method}**, ¥{sum}, {time}, clerk {who}</translation>
    </message>
    <message>
        <source>其实是怎么付的</source>
        <translation>How it was really paid</translation>
    </message>
    <message>
        <source>账和已经签过的日报都不改；备注写进日志和下一份日报。</source>
        <translation>Sums and signed reports stay; the note is in the journal and the next report.</translation>
    </message>
    <message>
        <source>补打凭证</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>没有可以更正的收款</source>
        <translation>No payment to correct</translation>
    </message>
    <message>
        <source>没有收过钱，或者已经退了。</source>
        <translation>Nothing was paid, or it went back.</translation>
    </message>
    <message>
        <source>请他在他的窗口更正；日结以后只能备注。</source>
        <translation>They correct it at their window; after the close it can only be noted.</translation>
    </message>
    <message>
        <source>这笔钱是 {who} 收的</source>
        <translation>{who} took this money</translation>
    </message>
    <message>
        <source>已经交班或日结，数过签过的账不再改；说明写进日志和下一份日报。</source>
        <translation>The till was counted or the day closed, and what was signed stays; the note goes into the journal and the next report.</translation>
    </message>
    <message>
        <source>这笔钱只能备注</source>
        <translation>It can only be noted</translation>
    </message>
    <message>
        <source>更正付法</source>
        <translation>Correct payment</translation>
    </message>
    <message>
        <source>钱数不变，改的是怎么收的；原来记的也留着。</source>
        <translation>The sum stays; what changes is how it was paid. What was booked is kept as well.</translation>
    </message>
    <message>
        <source>先选付法</source>
        <translation>First choose how</translation>
    </message>
    <message>
        <source>更正为{method}</source>
        <translation>Correct to {method}</translation>
    </message>
    <message>
        <source>备注为{method}</source>
        <translation>Note as {method}</translation>
    </message>
    <message>
        <source>已备注：{sum} 元，{method}</source>
        <translation>Noted: ¥{sum}, {method}</translation>
    </message>
    <message>
        <source>已更正：{sum} 元，{method}</source>
        <translation>Corrected: ¥{sum}, {method}</translation>
    </message>
    <message>
        <source>这一件没有收着的钱</source>
        <translation>No money of this case is held here</translation>
    </message>
    <message>
        <source>记的就是这种付法</source>
        <translation>It is booked that way already</translation>
    </message>
    <message>
        <source>请选另一种，或返回</source>
        <translation>Choose another way, or go back</translation>
    </message>
    <message>
        <source>这笔钱是同事收的[：{by}]</source>
        <translation>A colleague took this money[: {by}]</translation>
    </message>
    <message>
        <source>请收钱的人在他的窗口更正</source>
        <translation>Whoever took it corrects it at their window</translation>
    </message>
    <message>
        <source>这笔钱已经交班，数过了</source>
        <translation>The till with this money was counted and handed over</translation>
    </message>
    <message>
        <source>请重新打开，改写备注</source>
        <translation>Open it again and write a note</translation>
    </message>
    <message>
        <source>这笔钱还能更正，不用备注[：{by} 收的]</source>
        <translation>It can still be corrected[: {by} took it]; no note is needed</translation>
    </message>
    <message>
        <source>请收钱的人更正付法</source>
        <translation>Whoever took it corrects how it was paid</translation>
    </message>
    <message>
        <source>还没有写原因</source>
        <translation>The reason is missing</translation>
    </message>
    <message>
        <source>已更正</source>
        <translation>corrected</translation>
    </message>
    <message>
        <source>已备注</source>
        <translation>noted</translation>
    </message>
    <message>
        <source>临时卡交回来了吗</source>
        <translation>Was the temporary card given back?</translation>
    </message>
    <message>
        <source>交回了，剪角收好</source>
        <translation>Yes: cut its corner and keep it</translation>
    </message>
    <message>
        <source>没有交回</source>
        <translation>Not given back</translation>
    </message>
    <message>
        <source>先问临时卡</source>
        <translation>Ask for the temporary card</translation>
    </message>
    <message>
        <source>已交回</source>
        <translation>Given back</translation>
    </message>
    <message>
        <source>交班、日结和日报都照新的付法算；原来记的留在日志里。</source>
        <translation>Till, closing and report count it the new way; what was booked stays in the journal.</translation>
    </message>
    <message>
        <source>{day} 已经日结，可那一天还没有到</source>
        <translation>{day} is closed, and has not come yet</translation>
    </message>
    <message>
        <source>多半是那时电脑的时间不对。核对时间，由主管重开那一天，才能接着收钱、制卡。</source>
        <translation>The clock was probably wrong then. Check it; once a supervisor reopens that day, money and cards go on.</translation>
    </message>
</context>
</TS>
