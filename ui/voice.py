"""Says a sentence aloud through the machine's own speech engine; where there is none, nothing is said.

The words go to the engine through a pipe: a command line could be read by everybody on the machine.
"""

from PySide6.QtCore import QObject, QProcess

from ui.speech import engine


class Voice(QObject):
    """One mouth: a new sentence waits until the one before it was said."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        found = engine(language)
        self._program, self._options = (found.program, found.options) if found else ("", ())
        self._waiting: list[str] = []
        self._process = QProcess(self)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._said)
        self._process.errorOccurred.connect(self._gave_up)

    @property
    def able(self) -> bool:
        """Whether anything can be said on this machine."""
        return bool(self._program)

    def say(self, sentence: str) -> None:
        """Says it after what is being said."""
        if self.able:
            self._waiting.append(sentence)
            self._go_on()

    def hush(self) -> None:
        """Says no more: what is being said stops in the middle."""
        self._waiting.clear()
        self._process.kill()

    def close(self) -> None:
        """Hushes and waits until the engine is gone."""
        self.hush()
        self._process.waitForFinished(500)

    def _go_on(self) -> None:
        if self._waiting and self._process.state() == QProcess.ProcessState.NotRunning:
            self._process.start(self._program, list(self._options))
            self._process.write(self._waiting.pop(0).encode())
            self._process.closeWriteChannel()

    def _said(self) -> None:
        self._go_on()

    def _gave_up(self, problem: QProcess.ProcessError) -> None:
        if problem == QProcess.ProcessError.FailedToStart:
            self._program = ""
            self._waiting.clear()
