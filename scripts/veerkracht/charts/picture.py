"""A figure as a picture for sharing: one size, with its title, its source and what it is of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.colors import to_hex
from PIL import Image, ImageDraw, ImageFont

from veerkracht.charts import design

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# In pixels. Four by three fills a slide, and serves wide charts as well as upright maps.
SIZE = (2000, 1500)
MARGIN, GAP = 80, 50
COLUMN = 500  # the text beside an upright figure
TITLE, TITLE_LINE = 50, 62
SMALL, SMALL_LINE = 28, 36
INCH = 25.4  # mm


class Words(NamedTuple):
    """What stands around the figure; `notice` says that it is invented or a draft, or is empty."""

    place: str
    title: str
    source: str
    notice: str


class _Text:
    """Lines of one kind: font, colour and the distance between them."""

    def __init__(self, font: str, size: int, line: int, color: str) -> None:
        # The same layout wherever Pillow runs: not every build has Raqm.
        engine = ImageFont.Layout.BASIC
        path = str(design.FONTS / f"SourceSans3-{font}.ttf")
        self.font = ImageFont.truetype(path, size, layout_engine=engine)
        self.line, self.color = line, color

    def wrap(self, text: str, width: int) -> list[str]:
        """`text` in lines of at most `width` pixels; a longer word has a line of its own."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.font.getlength(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def write(self, canvas: ImageDraw.ImageDraw, x: int, y: int, lines: list[str]) -> None:
        """Write `lines` with their top at `y`."""
        for step, line in enumerate(lines):
            at = (x, y + step * self.line + round(0.76 * self.line))
            canvas.text(at, line, fill=self.color, font=self.font, anchor="ls")


def draw_picture(figure: Figure, words: Words) -> Image.Image:
    """`figure` on a canvas of SIZE, as large as fits below its title, or beside it when upright."""
    place = _Text("Semibold", SMALL, SMALL_LINE, design.INFORMAL_TEXT)
    title = _Text("Bold", TITLE, TITLE_LINE, design.FORMAL)
    source = _Text("Regular", SMALL, SMALL_LINE, design.GREY)
    notice = _Text("Semibold", SMALL, SMALL_LINE, design.NOTICE)
    wide, high = SIZE[0] - 2 * MARGIN, SIZE[1] - 2 * MARGIN
    head_height = place.line + 16
    origin = f"Bron: {words.source}." if words.source else ""

    def feet(width: int) -> list[tuple[_Text, list[str]]]:
        return [(source, source.wrap(origin, width)), (notice, notice.wrap(words.notice, width))]

    # The two layouts, as (room for the figure, width of the text): the larger figure wins.
    above = head_height + len(title.wrap(words.title, wide)) * title.line + GAP
    below = sum(len(lines) * kind.line for kind, lines in feet(wide)) + GAP
    rooms = [
        ((MARGIN, MARGIN + above, wide, high - above - below), wide),
        ((MARGIN + COLUMN + GAP, MARGIN, wide - COLUMN - GAP, high), COLUMN),
    ]
    size = [float(side) * INCH for side in figure.get_size_inches()]
    scales = [min(room[2] / size[0], room[3] / size[1]) for room, _ in rooms]
    (left, top, width, height), text_width = rooms[int(scales[1] > scales[0])]
    drawing = _render(figure, min(width / size[0], height / size[1]))

    ground: Any = figure.get_facecolor()
    color = to_hex(ground) if ground[3] else design.WHITE
    image = Image.new("RGB", SIZE, color)
    corner = (left + (width - drawing.width) // 2, top + (height - drawing.height) // 2)
    image.paste(drawing, corner, drawing)
    canvas = ImageDraw.Draw(image)
    place.write(canvas, MARGIN, MARGIN, place.wrap(words.place, text_width))
    title.write(canvas, MARGIN, MARGIN + head_height, title.wrap(words.title, text_width))
    y = SIZE[1] - MARGIN
    for kind, lines in reversed(feet(text_width)):
        y -= len(lines) * kind.line
        kind.write(canvas, MARGIN, y, lines)
    return image


def _render(figure: Figure, scale: float) -> Image.Image:
    """The figure at `scale` pixels a mm, with its ground see-through where it has none."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure.set_dpi(scale * INCH)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    return Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())


def few_colours(image: Image.Image) -> Image.Image:
    """The picture with a palette of 128 colours: a third of the size, and none is missed."""
    few = image.quantize(128, method=Image.Quantize.FASTOCTREE)
    # The ground stays what it is: a white that is nearly white shows on a white slide.
    palette, corner = few.getpalette() or [], (0, 0)
    place: Any = few.getpixel(corner)
    palette[3 * place : 3 * place + 3] = image.getpixel(corner)  # type: ignore[assignment]
    few.putpalette(palette)
    return few


def save(image: Image.Image, path: str | Path) -> None:
    """Write the picture as PNG, without a date, so that the same figure gives the same bytes."""
    few_colours(image).save(path, format="PNG")


def save_empty(path: str | Path) -> None:
    """What stands in for a picture of a figure without data: a single white point."""
    Image.new("1", (1, 1), 1).save(path, format="PNG")
