"""Sections of ELF files."""

import struct


def sections(path):
    """{name: (type, offset, size)} of a 64-bit little-endian ELF file."""
    with open(path, "rb") as file:
        header = file.read(64)
        if header[:6] != b"\x7fELF\x02\x01":
            return {}
        table, = struct.unpack_from("<Q", header, 40)
        size, count, names = struct.unpack_from("<HHH", header, 58)
        file.seek(table)
        raw = file.read(size * count)
        entries = [struct.unpack_from("<IIQQQQ", raw, index * size) for index in range(count)]
        if not entries:
            return {}
        file.seek(entries[names][4])
        strings = file.read(entries[names][5])
    return {strings[name:strings.index(b"\0", name)].decode(): (kind, offset, length)
            for name, kind, _, _, offset, length in entries}


def section_words(path, name):
    """The 64-bit words of a section, () when the file has no such section."""
    _, offset, length = sections(path).get(name, (0, 0, 0))
    with open(path, "rb") as file:
        file.seek(offset)
        return struct.unpack("<%dQ" % (length // 8), file.read(length // 8 * 8))
