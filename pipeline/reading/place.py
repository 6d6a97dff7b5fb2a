"""Where on the page something stands as it is shown, and whether it is seen there."""

import ctypes

import pypdfium2.raw as raw

from pipeline.reading.model import Box

_X0, _Y0, _X1, _Y1 = (ctypes.c_float() for _ in range(4))


class Placing:
    """Turns PDF coordinates into points from the top left of the page as it is shown, whatever its rotation."""

    def __init__(self, page: ctypes.c_void_p) -> None:
        self.width, self.height = float(raw.FPDF_GetPageWidthF(page)), float(raw.FPDF_GetPageHeightF(page))
        self.quarter = int(raw.FPDFPage_GetRotation(page)) % 4
        self.w, self.h = (self.height, self.width) if self.quarter % 2 else (self.width, self.height)
        cropped = raw.FPDFPage_GetCropBox(page, _X0, _Y0, _X1, _Y1) or raw.FPDFPage_GetMediaBox(
            page, _X0, _Y0, _X1, _Y1
        )
        self.left, self.bottom = (min(_X0.value, _X1.value), min(_Y0.value, _Y1.value)) if cropped else (0.0, 0.0)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box in PDF coordinates as x0, top, x1, bottom."""
        x0, y0, x1, y1 = left - self.left, bottom - self.bottom, right - self.left, top - self.bottom
        if self.quarter == 0:
            return x0, self.h - y1, x1, self.h - y0
        if self.quarter == 1:
            return y0, x0, y1, x1
        if self.quarter == 2:
            return self.w - x1, y0, self.w - x0, y1
        return self.h - y1, self.w - x1, self.h - y0, self.w - x0


_RED, _GREEN, _BLUE, _ALPHA = (ctypes.c_uint() for _ in range(4))
#: The least of each colour that looks white.
_PALE = 250
#: Render modes of text that is drawn: filled, stroked, both, and each of them with what it clips.
_NOT_DRAWN = (3, 7)


def shown(printed: ctypes.c_void_p, native: tuple[float, float, float, float]) -> tuple[bool, bool]:
    """Whether a text object is drawn and not cut away, and whether it is white."""
    if not printed:
        return True, False
    if raw.FPDFTextObj_GetTextRenderMode(printed) in _NOT_DRAWN:
        return False, False
    white = bool(
        raw.FPDFPageObj_GetFillColor(printed, _RED, _GREEN, _BLUE, _ALPHA)
        and _RED.value > _PALE
        and _GREEN.value > _PALE
        and _BLUE.value > _PALE
    )
    clip = raw.FPDFPageObj_GetClipPath(printed)
    for n in range(raw.FPDFClipPath_CountPaths(clip)):  # -1 where nothing is clipped
        xs, ys = [], []
        for k in range(raw.FPDFClipPath_CountPathSegments(clip, n)):
            if raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, n, k), _X0, _Y0):
                xs.append(_X0.value)
                ys.append(_Y0.value)
        left, bottom, right, top = native
        inside = xs and min(xs) < right and max(xs) > left and min(top, max(ys)) - max(bottom, min(ys)) > 0
        if not inside or min(top, max(ys)) - max(bottom, min(ys)) < 0.4 * (top - bottom):
            return False, white
    return True, white
