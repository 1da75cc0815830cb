"""照片: the live picture with its guide, each rule of the standard as a light, and the shots taken so far."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from desk.errors import DeskError
from desk.rules.photo_standard import check, standard_of
from ui.clerk.frames import image_of, page_of
from ui.clerk.photo_rows import lights, looked, verdict
from ui.clerk.photo_view import PhotoState, PhotoView
from ui.clerk.visit import Visit
from ui.desk import Desk
from ui.keys import offer
from ui.page import BUSY, FINE, STOP, Act, Bar, Deed, Side, Verdict
from ui.parts.file_question import Place
from ui.parts.photo_frame import Live
from ui.presenter import Presenter
from ui.words import say, told

FRAMES_A_SECOND = 12
STEADY_FRAMES = 10
"""The shutter releases by itself when every light was good that many frames long."""


class PhotoPresenter(Presenter):
    """Looks through the camera, takes the shot, keeps the one that is used."""

    def __init__(self, desk: Desk, visit: Visit) -> None:
        super().__init__(desk, PhotoState())
        self.visit = visit
        self._studio: Any = None
        self._shot: Any = None
        self._original = b""
        """What the shot was cut from, as it is kept beside it."""
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
        second = say("再拍一张，就要重新签名。") if draft.signature is not None else say("要换一张，按 F5 再拍。")
        self.show(
            shot=draft.photo,
            seen=True,
            rules=lights(check(draft.situation["photo"], standard_of(policy.photo)), seen=True),
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
        self._made_studio()
        return self.desk.devices.get("camera")

    def _made_studio(self) -> Any:
        """In the camera's lane, where it is used."""
        if self._studio is None:
            assert self.desk.studio is not None
            self._studio = self.desk.studio()
        return self._studio

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
        self._frame, image, found = answer
        seen = self.state.seen
        self._steady = self._steady + 1 if found.ready and seen else 0
        words = say("请看镜头，下巴放平") if not found.ready else say("很好，请别动")
        self.show(
            live=Live(image, found.guide, words),
            rules=lights(found.checks, seen=seen),
            verdict=self._verdict(found.checks, seen=seen, tries=self.state.tries),
            bar=self._bar(self._primary(seen=seen)),
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
        self.work(self.desk.lanes.camera, lambda: (studio.take(frame, today), page_of(frame)), self._taken)

    def bring(self) -> None:
        """F7: a photo file the person brought."""
        self.ask_for_file(say("自带照片"), say("照片 (*.jpg *.jpeg *.png)"), Place.PicturesLocation, self.bring_file)

    def bring_file(self, name: object) -> None:
        """Takes in that file; it is always encoded anew."""
        path, today = Path(str(name)), self.desk.now().date()

        def job() -> Any:
            from devices.photo.brought import read

            shot = self._made_studio().from_file(read(path), today)
            return shot, shot.jpeg

        self.work(self.desk.lanes.camera, job, self._taken)

    def _taken(self, answer: Any) -> None:
        shot, self._original = answer
        self._shot = shot
        seen, tries = self.state.seen, self.state.tries + 1
        self.show(
            tries=tries,
            shot=shot.jpeg or None,
            rules=lights(shot.checks, seen=seen),
            verdict=self._verdict(shot.checks, seen=seen, tries=tries),
            bar=self._bar(self._primary(seen=seen)),
            side=Side(say("刚拍的照片"), shot.jpeg) if shot.jpeg else None,
        )

    def retake(self) -> None:
        """Back to the live picture; the shot is not kept, and another picture wants another look."""
        self._shot, self._steady = None, 0
        self.show(shot=None, side=None, seen=False, rules=looked(self.state.rules, seen=False))
        if not self._timer.isActive():
            self.again()

    def confirm_look(self) -> None:
        """Space: the clerk has looked at eyes, hat and ears."""
        self.show(seen=True, rules=looked(self.state.rules, seen=True))
        if self._shot is not None:
            words = self._verdict(self._shot.checks, seen=True, tries=self.state.tries)
            self.show(verdict=words, bar=self._bar(self._primary(seen=True)))

    def use(self) -> None:
        """Keeps the shot with what it was cut from, and goes on."""
        shot, original = self._shot, self._original
        intake, counter = self.desk.services.intake, self.desk.counter
        if shot is None or not self.state.seen:
            return

        signed = self.visit.draft.signature is not None

        def job() -> None:
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

    def _primary(self, *, seen: bool) -> Act:
        if self._shot is None:
            return Act("take", say("拍摄"))
        if not self._shot.ok:
            return Act("retake", say("重拍"))
        return Act("use", say("采用") if seen else say("按空格确认看过本人"), enabled=seen)

    def _bar(self, primary: Act | None, *acts: Act) -> Bar:
        back = Act("back", say("重拍") if self._shot is not None else say("上一步"), "Esc")
        return Bar(primary, (*acts, offer("photo", "bring"), back), deed=self.visit.deed)

    def _verdict(self, checks: Any, *, seen: bool, tries: int) -> Verdict:
        by_agent, taken = bool(self.visit.draft.situation.get("agent")), self._shot is not None
        return verdict(checks, seen=seen, by_agent=by_agent, tries=tries, taken=taken)


__all__ = ["PhotoPresenter", "PhotoView"]
