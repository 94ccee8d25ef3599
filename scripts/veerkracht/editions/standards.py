"""What PDF/A-3a and PDF/UA-1 ask for and WeasyPrint 70 leaves out.

`finish` mends the objects of the PDF just before they are written. Both standards are in one file:
WeasyPrint itself knows one variant at a time (its issues 2783 and 2467). What proves that it is
there stands in `pdf_faults`.

The numbers in comments are issues of Kozea/WeasyPrint.
"""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Attachment
    from weasyprint.document import Document

# What PDF/A asks about a name that it does not know: the schema of the PDF/UA identification.
UA_METADATA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" \
pdfuaid:part="1" />\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the file conforms\
</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def as_attachments(
    attachments: Sequence[tuple[str, bytes, str]], date: dt.date
) -> list[Attachment]:
    """`attachments` for WeasyPrint: the data behind the text, dated like the edition."""
    from weasyprint import Attachment

    noon = dt.datetime(date.year, date.month, date.day, 12)
    return [
        Attachment(
            file_obj=io.BytesIO(content),
            name=name,
            description=description,
            created=noon,
            modified=noon,
            relationship="Data",
        )
        for name, content, description in attachments
    ]


def finish(document: Document, pdf: pydyf.PDF) -> None:
    """Make a tagged PDF/A-3a into one that is PDF/UA-1 as well: a `finisher` of WeasyPrint."""
    _declare_accessible(pdf)
    _list_attachments_once(pdf)
    _number_pages(document, pdf)
    _scope_headers(document)
    _place_figures(pdf)
    _name_links(document)
    _tag_contents(document, pdf)
    repeated = _join_tables(document, pdf)
    _silence(document, pdf, repeated)


def _declare_accessible(pdf: pydyf.PDF) -> None:
    # In the one RDF block: the option xmp_metadata writes a second, which readers skip.
    metadata = _at(pdf, pdf.catalog["Metadata"])
    whole = b"".join(metadata.stream)
    metadata.stream = [whole.replace(b"</rdf:RDF>", UA_METADATA + b"</rdf:RDF>")]
    # Plain, so that an archive's tools, which only look at the bytes, see what format it is.
    metadata.compress = False


def _list_attachments_once(pdf: pydyf.PDF) -> None:
    # 2917: every attachment is listed twice.
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))


def _number_pages(document: Document, pdf: pydyf.PDF) -> None:
    """Page labels, where the number printed on a page is not its place in the file.

    The number is the text in the margin that has only digits; a page without one follows on the
    page before.
    """
    import pydyf

    ranges: list[Any] = []
    number = 0
    for index, page in enumerate(document.pages):
        texts = ("".join(_texts(box)) for box in _margins(page))
        printed = next((int(text) for text in texts if text.isdecimal()), number + 1)
        if not index or printed != number + 1:
            ranges += [index, pydyf.Dictionary({"S": "/D", "St": printed})]
        number = printed
    if len(ranges) > 2 or ranges[1]["St"] != 1:
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(ranges)})


def _scope_headers(document: Document) -> None:
    # 2508: header cells do not say what they head.
    for box in _content(document):
        if box.element_tag == "th" and hasattr(box, "mark"):
            row = box.element.get("scope") == "row"
            box.mark["A"]["Scope"] = "/Row" if row else "/Column"


def _place_figures(pdf: pydyf.PDF) -> None:
    # WeasyPrint writes the frame in CSS pixels from above; it must be in points from below.
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/Figure":
            left, top, right, bottom = (value * 0.75 for value in item["A"]["BBox"])
            height = _at(pdf, item["Pg"])["MediaBox"][3]
            item["A"]["BBox"][:] = [left, height - bottom, right, height - top]


def _name_links(document: Document) -> None:
    # The description of a link is read out; WeasyPrint puts the address there.
    import pydyf

    for box in _content(document):
        if box.link_annotation:
            words = "".join(box.element.itertext()).replace("\u00ad", "").split()
            if words:
                box.link_annotation["Contents"] = pydyf.String(" ".join(words))


def _tag_contents(document: Document, pdf: pydyf.PDF) -> None:
    """The rows of the contents as contents: each paragraph with a link becomes a TOCI.

    Links count that stand in an element of class "contents".
    """
    rows: dict[bytes, list[bytes]] = defaultdict(list)
    for part in _content(document):
        if part.element is None or "contents" not in part.element.get("class", "").split():
            continue
        for box in _inside(part):
            if box.link_annotation:
                row = _owner(pdf, box.link_annotation)
                while _at(pdf, row["P"])["S"] not in ("/Sect", "/Div", "/Part", "/Document"):
                    row = _at(pdf, row["P"])
                if row.reference not in rows[row["P"]]:
                    rows[row["P"]].append(row.reference)
    for parent, members in rows.items():
        kids = _at(pdf, parent)["K"]
        contents = _add_tag(pdf, "TOC", parent)
        kids.insert(kids.index(members[0]), contents.reference)
        for member in members:
            kids.remove(member)
            entry = _add_tag(pdf, "TOCI", contents.reference)
            contents["K"].append(entry.reference)
            entry["K"].append(member)
            _at(pdf, member)["P"] = entry.reference


def _join_tables(document: Document, pdf: pydyf.PDF) -> set[bytes]:
    """One table for one table, also when it runs over pages (2903): its tagged parts become one.

    The column headers that are printed again on each page leave the tags; returned are the
    references of what they held. The cells under them get the headers of the first page.
    """
    from weasyprint.formatting_structure.boxes import TableBox

    parts: dict[int, list[Any]] = defaultdict(list)
    for box in _content(document):
        if isinstance(box, TableBox):
            cells = (inner.mark for inner in _inside(box) if hasattr(inner, "mark"))
            if table := next(cells, None):
                while table["S"] != "/Table":
                    table = _at(pdf, table["P"])
                parts[id(box.element)].append(table)
    repeated: set[bytes] = set()
    for first, *others in parts.values():
        headers = [tag for tag in _tags(pdf, first) if tag["S"] == "/TH"]
        for part in others:
            _at(pdf, part["P"])["K"].remove(part.reference)
            for reference in part["K"]:
                group = _at(pdf, reference)
                if group["S"] != "/THead":
                    group["P"] = first.reference
                    first["K"].append(reference)
                    continue
                repeated |= {tag.reference for tag in _tags(pdf, group)}
                again = [tag for tag in _tags(pdf, group) if tag["S"] == "/TH"]
                for header, copy in zip(headers, again, strict=False):
                    # The very string to which the cells refer.
                    copy["ID"].string = header["ID"].string
    return repeated


def _silence(document: Document, pdf: pydyf.PDF, repeated: set[bytes]) -> None:
    """What is printed but must not be read out becomes an artifact: `repeated` and the margins.

    WeasyPrint marks the text of the margins like any other text and leaves it out of the tree of
    tags (1836); PDF/UA wants running headers and footers named as such (7.8).
    """
    import pydyf
    from weasyprint.formatting_structure.boxes import ReplacedBox, TextBox

    tree = _at(pdf, pdf.catalog["StructTreeRoot"])
    marks = _at(pdf, tree["ParentTree"])["Nums"]
    read = {tag.reference for tag in _tags(pdf, _at(pdf, tree["K"][0]))}
    for index, page in enumerate(document.pages):
        owners = marks[2 * index + 1]
        kinds = {mark: "" for mark, owner in enumerate(owners) if owner in repeated}
        # In the order in which the tags were made, which is that of the margin boxes.
        running = sorted(
            (_number(owner), mark)
            for mark, owner in enumerate(owners)
            if owner not in read and owner not in repeated
        )
        sides = [
            "/Header" if box.at_keyword.startswith("@top") else "/Footer"
            for box in _margins(page)
            for inner in _inside(box)
            if isinstance(inner, TextBox | ReplacedBox)
        ]
        kinds |= {mark: side for (_, mark), side in zip(running, sides, strict=True)}
        stream = _at(pdf, _at(pdf, pdf.page_references[index])["Contents"]).stream
        for place, item in enumerate(stream):
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") in kinds:
                side = kinds[item["MCID"]]
                stream[place - 1] = "/Artifact"
                stream[place] = pydyf.Dictionary({"Type": "/Pagination"})
                if side:
                    stream[place]["Subtype"] = side
        for mark in kinds:
            owners[mark] = b"null"


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _at(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]


def _owner(pdf: pydyf.PDF, annotation: Any) -> Any:
    """The tag of an annotation."""
    tree = _at(pdf, pdf.catalog["StructTreeRoot"])
    marks = _at(pdf, tree["ParentTree"])["Nums"]
    return _at(pdf, marks[2 * annotation["StructParent"] + 1])


def _tags(pdf: pydyf.PDF, top: Any) -> Iterator[Any]:
    """`top` and all tags under it, in reading order."""
    yield top
    for kid in top["K"]:
        # Numbers are marked content; objects that are no tag refer to annotations.
        if isinstance(kid, bytes) and "S" in (tag := _at(pdf, kid)):
            yield from _tags(pdf, tag)


def _add_tag(pdf: pydyf.PDF, kind: str, parent: bytes) -> Any:
    import pydyf

    tag = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{kind}", "P": parent})
    tag["K"] = pydyf.Array()
    pdf.add_object(tag)
    return tag


def _content(document: Document) -> Iterator[Any]:
    """All boxes of all pages."""
    for page in document.pages:
        yield from _inside(page._page_box)


def _inside(box: Any) -> Iterator[Any]:
    """`box` and all boxes in it; one that is placed absolutely hides behind a placeholder."""
    box = getattr(box, "_box", box)
    yield box
    for child in box.children:
        yield from _inside(child)


def _margins(page: Any) -> list[Any]:
    return [box for box in page._page_box.children if hasattr(box, "at_keyword")]


def _texts(box: Any) -> list[str]:
    return [inner.text for inner in _inside(box) if hasattr(inner, "text")]
