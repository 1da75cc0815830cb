"""照片: the live picture with its guide, each rule of the standard as a light, and the shots taken so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.errors import DeskError
from desk.rules.photo_standard import check, standard_of
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.keys import offer
from ui.look import look
from ui.page import BUSY, FINE, LOOK, STOP, Act, Bar, Deed, Screen, Side, Verdict
from ui.parts.entry_row import RULE, Entry, EntryRow
from ui.parts.file_question import Place
from ui.parts.part import INSET, Rows, column
from ui.parts.photo_frame import Live, PhotoFrame
from ui.parts.section import Paragraph
from ui.parts.view import View
from ui.presenter import Presenter
from ui.words import say, told
from ui.words.photo_rules import photo_problem, photo_rules

FRAMES_A_SECOND = 12
STEADY_FRAMES = 10
"""The shutter releases by itself when every light was good that many frames long."""
TRIES_BEFORE_OWN = 3


@dataclass(frozen=True, slots=True)
class PhotoState(Screen):
    """The live picture, the lights, whether eyes, hat and ears were looked at, and the shot to be used."""

    live: Live = field(default_factory=Live)
    rules: tuple[Entry, ...] = ()
    shot: bytes | None = None
    seen: bool = False
    tries: int = 0


class PhotoPresenter(Presenter):
    """Looks through the camera, takes the shot, keeps the one that is used."""

    def __init__(self, desk: Desk, visit: Visit) -> None:
        super().__init__(desk, PhotoState())
        self.visit = visit
        self._studio: Any = None
        self._shot: Any = None
        self._frame: Any = None
        self._steady = 0
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000 // FRAMES_A_SECOND)
        self._timer.timeout.connect(self._next_frame)

    # ── the camera ──

    def arrive(self) -> None:
        """A photo that was adopted is shown, and leads on; without one the camera is opened."""
        photo = (self.visit.decision or {}).get("photo") or {}
        if self.visit.draft.photo is not None and photo.get("ok"):
            self._show_adopted()
        else:
            self.again()

    def _show_adopted(self) -> None:
        draft, policy = self.visit.draft, self.desk.counter.policy
        self._shot = None
        self.show(seen=True)
        second = say("再拍一张，就要重新签名。") if draft.signature is not None else say("要换一张，按 F5 再拍。")
        self.show(
            shot=draft.photo,
            rules=self._rules(check(draft.situation["photo"], standard_of(policy.photo))),
            verdict=Verdict(FINE, say("照片已采用"), second),
            bar=self._bar(Act("go_on", say("继续核对")), offer("photo", "again", say("再拍"))),
        )

    def go_on(self) -> None:
        """With the photo that was adopted before."""
        self.left.emit("next", None)

    def again(self) -> None:
        """F5: opens camera and studio in the camera's lane, for another shot."""
        self._shot, self._looking = None, False
        self.show(shot=None, seen=False, verdict=Verdict(BUSY, say("正在打开摄像头")), bar=self._bar(None))
        self.work(self.desk.lanes.camera, self._open, self._opened, self._lost, busy=False)

    def leave(self) -> None:
        """Closes the camera: its light must not stay on."""
        self._timer.stop()
        self._looking = False
        super().leave()
        self.desk.lanes.camera.run(lambda: self.desk.devices.drop("camera"), lambda _: None, lambda _: None)

    def _open(self) -> Any:
        camera = self.desk.devices.get("camera")
        if self._studio is None:
            assert self.desk.studio is not None
            self._studio = self.desk.studio()
        return camera

    def _opened(self, _camera: Any) -> None:
        self.desk.down.discard("camera")
        self._timer.start()

    def _next_frame(self) -> None:
        if self._looking or self._shot is not None:
            return
        self._looking = True

        def job() -> Any:
            frame = self.desk.devices.get("camera").frame()
            return frame, image_of(frame), self._studio.look(frame)

        self.work(self.desk.lanes.camera, job, self._looked, self._lost, busy=False)

    def _looked(self, answer: Any) -> None:
        if self._shot is not None:
            self._looking = False
            return
        self._frame, image, seen = answer
        self._steady = self._steady + 1 if seen.ready and self.state.seen else 0
        words = say("请看镜头，下巴放平") if not seen.ready else say("很好，请别动")
        self.show(
            live=Live(image, seen.guide, words),
            rules=self._rules(seen.checks),
            verdict=self._verdict(seen.checks),
            bar=self._bar(self._take()),
        )
        self._looking = False  # only now: where showing a frame fails, no other one is tried before F5
        if self._steady >= STEADY_FRAMES:
            self._steady = 0
            self.take()

    def _lost(self, error: DeskError) -> None:
        """The picture freezes grey; a photo that was brought is still a way."""
        self._timer.stop()
        self._looking = False
        self.desk.down.add("camera")
        self.desk.devices.drop("camera")
        happened = told(error)
        self.show(
            live=replace(self.state.live, words=say("摄像头断开"), frozen=True),
            verdict=Verdict(STOP, happened.what, happened.next),
            bar=self._bar(Act("again", say("再连摄像头"), "F5")),
        )

    # ── shots ──

    def take(self) -> None:
        """Takes this very frame."""
        if self._frame is None:
            return
        frame, studio, today = self._frame, self._studio, self.desk.now().date()
        self.work(self.desk.lanes.camera, lambda: studio.take(frame, today), self._taken)

    def bring(self) -> None:
        """F7: a photo file the person brought."""
        self.ask_for_file(say("自带照片"), say("照片 (*.jpg *.jpeg *.png)"), Place.PicturesLocation, self.bring_file)

    def bring_file(self, name: object) -> None:
        """Takes in that file; it is always encoded anew."""
        path, today = Path(str(name)), self.desk.now().date()

        def job() -> Any:
            from devices.photo.brought import read

            if self._studio is None:
                assert self.desk.studio is not None
                self._studio = self.desk.studio()
            return self._studio.from_file(read(path), today)

        self.work(self.desk.lanes.camera, job, self._taken)

    def _taken(self, shot: Any) -> None:
        self._shot = shot
        self.show(tries=self.state.tries + 1)
        self.show(
            shot=shot.jpeg or None,
            rules=self._rules(shot.checks),
            verdict=self._verdict(shot.checks, taken=True),
            bar=self._bar(self._use(shot)),
            side=Side(say("刚拍的照片"), shot.jpeg) if shot.jpeg else None,
        )

    def retake(self) -> None:
        """Back to the live picture; the shot is not kept, and another picture wants another look."""
        self._shot, self._steady = None, 0
        rules = tuple(one if one.code != "look" else _look_entry(False) for one in self.state.rules)
        self.show(shot=None, side=None, seen=False, rules=rules)
        if not self._timer.isActive():
            self.again()

    def confirm_look(self) -> None:
        """Space: the clerk has looked at eyes, hat and ears."""
        self.show(seen=True)
        checks = self._shot.checks if self._shot is not None else ()
        bar = self._bar(self._use(self._shot)) if self._shot is not None else self.state.bar
        rules = tuple(one if one.code != "look" else _look_entry(True) for one in self.state.rules)
        verdict = self._verdict(checks, taken=True) if self._shot is not None else self.state.verdict
        self.show(rules=rules, bar=bar, verdict=verdict)

    def use(self) -> None:
        """Keeps the shot with its original frame, and goes on."""
        shot, frame = self._shot, self._frame
        intake, counter = self.desk.services.intake, self.desk.counter
        if shot is None or not self.state.seen:
            return

        signed = self.visit.draft.signature is not None

        def job() -> None:
            original = shot.jpeg if frame is None else jpeg_of(frame)
            self.visit.draft = intake.keep_photo(counter, self.visit.draft, shot.jpeg, original, shot.measurements)
            self.visit.decide()

        def kept(_: object) -> None:
            self.visit.keep(self.visit.draft, Deed(say("照片换了，请重新签名") if signed else say("照片已采用")))
            self.left.emit("next", None)

        self.work(self.desk.lanes.desk, job, kept)

    def back(self) -> None:
        """From a shot to the live picture, from there to the step before."""
        if self._shot is not None:
            self.retake()
        else:
            self.left.emit("back", None)

    # ── the state ──

    def _take(self) -> Act:
        return Act("take", say("拍摄"))

    def _use(self, shot: Any) -> Act:
        if not shot.ok:
            return Act("retake", say("重拍"))
        if not self.state.seen:
            return Act("use", say("按空格确认看过本人"), enabled=False)
        return Act("use", say("采用"))

    def _bar(self, primary: Act | None, *acts: Act) -> Bar:
        back = Act("back", say("重拍") if self._shot is not None else say("上一步"), "Esc")
        return Bar(primary, (*acts, offer("photo", "bring"), back), deed=self.visit.deed)

    def _verdict(self, checks: Sequence[Any], *, taken: bool = False) -> Verdict:
        bad = [one for one in checks if not one.ok]
        if bad:
            words = say("、").join(photo_problem(one) for one in bad[:3])
            second = (
                say("已试 {n} 次，也可以用自带照片 F7。", n=self.state.tries)
                if self.state.tries >= TRIES_BEFORE_OWN
                else say("照右边的提示调整。")
            )
            return Verdict(STOP, say("{problem}，还不能用", problem=words), second)
        if not self.state.seen and self.visit.draft.situation.get("agent"):
            second = say("代办的件，持卡人不在：请用自带照片 F7。看过按空格。")
            return Verdict(LOOK, say("照片合格，请看是不是持卡人"), second)
        if not self.state.seen:
            return Verdict(LOOK, say("照片合格，请看一眼本人"), say("睁眼、免冠、露耳，看过按空格。"))
        return Verdict(FINE, say("照片可以用") if taken else say("可以拍了"), say("每一条都合格。"))

    def _rules(self, checks: Sequence[Any]) -> tuple[Entry, ...]:
        entries = [
            Entry(
                rule.name,
                FINE if rule.ok else STOP,
                rule.limit,
                state_mark="" if rule.ok else STOP,
                right=rule.value,
                right_second=rule.advice,
                code=rule.code,
            )
            for rule in photo_rules(checks)[:8]
        ]
        return (_look_entry(self.state.seen), *entries)


def _look_entry(seen: bool) -> Entry:
    return Entry(
        say("睁眼、免冠、露耳"),
        FINE if seen else LOOK,
        say("由柜员看"),
        state_mark="" if seen else LOOK,
        right=say("看过") if seen else say("待看"),
        right_second=say("合格") if seen else say("空格确认"),
        code="look",
        pressable=not seen,
    )


def image_of(frame: Any) -> QImage:
    """BGR pixels as a picture of its own."""
    height, width = frame.shape[:2]
    return QImage(frame.data, width, height, 3 * width, QImage.Format.Format_BGR888).copy()


def jpeg_of(frame: Any) -> bytes:
    """The untouched frame, kept as the original."""
    from ui.clerk.materials import page_of

    return page_of(frame)


class PhotoView(View):
    """The frame at the left, the lights at the right."""

    code = "photo"
    verdict_line = False

    def __init__(self) -> None:
        super().__init__()
        self._frame = PhotoFrame()
        self._rules = Rows(lambda: EntryRow(RULE))
        self._rules.pressed.connect(lambda _code: self.asked.emit("confirm_look", None))
        self._note = Paragraph()
        right = QWidget()
        right.setLayout(column(self._rules, -1))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(look().px(INSET), 0, 0, 0)
        row.setSpacing(look().px(32 - INSET))
        left = QWidget()
        left.setLayout(column(self._frame, -1))
        row.addWidget(left)
        row.addWidget(right, 1)
        self.fill(both, self._note, -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The live picture is never higher than the page under the verdict."""
        super().resizeEvent(event)
        scale = look().scale
        verdict = self.verdict.height_at(self.verdict.width() / scale)
        self._frame.fit(self.height() / scale - verdict - self._whole.contentsMargins().top() / scale - 12)

    def render_state(self, state: PhotoState) -> None:
        """Shows picture and lights."""
        self.render_screen(state)
        if state.shot:
            image = QImage()
            image.loadFromData(state.shot)
            self._frame.show_value(Live(image, None, say("这一张")))
        else:
            self._frame.show_value(state.live)
        self._rules.show_all(state.rules)
        self._note.show_value(say("未采用的照片，办结后不保留。"))
