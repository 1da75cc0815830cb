"""The identity card reader (GA 450 family, SAM-V) in layers, each ignorant of the one above.

codec       bytes ↔ frames, and finding frames in noise
transport   a line that carries bytes: serial, USB bulk, HID
session     one question and its own answer: deadlines, retries, nothing stale
layouts     the 256 bytes of text → an IdCard
reader      what the desk asks for
"""
