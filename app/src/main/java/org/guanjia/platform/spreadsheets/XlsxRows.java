package org.guanjia.platform.spreadsheets;

import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NoSuchElementException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Rows of one sheet of a workbook. */
final class XlsxRows implements SheetRows {
  private static final int ROWS_OF_A_SHEET = 1_048_576;
  private static final int NUMBER_CHARS_MAX = 64;
  private static final int EXPONENT_MAX = 308;

  private final XlsxFile file;
  private final XmlPart xml;
  private final List<String> sharedTexts;
  private final BitSet dateStyles;
  private final boolean era1904;
  private final SheetLimits limits;
  private int rowNumber;
  private int rowsGiven;
  private boolean ended;
  private @Nullable SheetRow next;

  XlsxRows(XlsxFile file, InputStream part, List<String> sharedTexts, BitSet dateStyles, boolean era1904, SheetLimits limits) {
    this.file = file;
    this.sharedTexts = sharedTexts;
    this.dateStyles = dateStyles;
    this.era1904 = era1904;
    this.limits = limits;
    try {
      this.xml = new XmlPart(part);
    } catch (XMLStreamException e) {
      throw XmlPart.fault(e, "sheet");
    }
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && !ended) {
        if (!xml.next() || xml.ends("sheetData")) {
          ended = true;
        } else if (xml.starts("row")) {
          next = row();
        }
      }
    } catch (XMLStreamException e) {
      throw XmlPart.fault(e, "sheet");
    }
    return next != null;
  }

  @Override
  public SheetRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    SheetRow row = java.util.Objects.requireNonNull(next);
    next = null;
    return row;
  }

  @Override
  public void close() {
    xml.close();
    file.close();
  }

  private @Nullable SheetRow row() throws XMLStreamException {
    rowNumber = rowNumber(xml.attribute("r"));
    List<SheetCell> cells = new ArrayList<>();
    int column = -1;
    while (xml.next() && !xml.ends("row")) {
      if (xml.starts("c")) {
        column = column(xml.attribute("r"), column);
        SheetCell cell = cell(column);
        if (!cell.isBlank()) {
          put(cells, column, cell);
        }
      }
    }
    if (cells.isEmpty()) {
      return null;
    }
    if (++rowsGiven > limits.rowsMax()) {
      throw new SheetFault("tooManyRows", limits.rowsMax());
    }
    return new SheetRow(rowNumber, cells);
  }

  private int rowNumber(@Nullable String told) {
    int number = rowNumber + 1;
    if (told != null) {
      number = told.length() <= 7 && told.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt("0" + told) : 0;
    }
    if (number <= rowNumber || number > ROWS_OF_A_SHEET) {
      throw new SheetFault("rowOrder", rowNumber);
    }
    return number;
  }

  /** Column of a reference such as {@code AB12}, counted from 0; without one, the column after the last. */
  private int column(@Nullable String reference, int last) {
    if (reference == null) {
      return last + 1;
    }
    int column = 0;
    int at = 0;
    while (at < reference.length() && at < 4 && reference.charAt(at) >= 'A' && reference.charAt(at) <= 'Z') {
      column = column * 26 + reference.charAt(at++) - 'A' + 1;
    }
    if (at == 0 || at > 3 || column - 1 <= last) {
      throw new SheetFault("cellOrder", rowNumber);
    }
    return column - 1;
  }

  private void put(List<SheetCell> cells, int column, SheetCell cell) {
    if (column >= limits.columnsMax()) {
      throw new SheetFault("tooManyColumns", rowNumber, column + 1, limits.columnsMax());
    }
    while (cells.size() < column) {
      cells.add(SheetCell.BLANK);
    }
    cells.add(cell);
  }

  private SheetCell cell(int column) throws XMLStreamException {
    String type = xml.attribute("t", "n");
    int style = style(xml.attribute("s", "0"));
    String value = null;
    while (xml.next() && !xml.ends("c")) {
      if (xml.starts("v")) {
        value = xml.text("v", limits.cellCharsMax() * 2);
      } else if (xml.starts("is")) {
        value = xml.richText("is", limits.cellCharsMax() * 2);
      }
    }
    if (value == null || value.isEmpty()) {
      return SheetCell.BLANK;
    }
    return switch (type) {
      case "s" -> text(sharedText(value), column);
      case "str" -> text(EscapedText.decode(value), column);
      case "inlineStr" -> text(value, column);
      case "b" -> new SheetCell.Truth(value.equals("1") || value.equals("true"));
      case "e" -> new SheetCell.Faulty(value);
      case "d" -> isoDate(value);
      default -> number(value.strip(), dateStyles.get(style));
    };
  }

  private SheetCell text(String text, int column) {
    if (text.length() > limits.cellCharsMax()) {
      throw new SheetFault("cellTooLong", rowNumber, SheetRow.letter(column), text.length(), limits.cellCharsMax());
    }
    return text.isEmpty() ? SheetCell.BLANK : new SheetCell.Text(text);
  }

  private String sharedText(String index) {
    int i = index.length() <= 9 && index.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(index) : -1;
    if (i < 0 || i >= sharedTexts.size()) {
      throw new SheetFault("sharedText", rowNumber);
    }
    return sharedTexts.get(i);
  }

  private SheetCell number(String value, boolean isDate) {
    BigDecimal number;
    try {
      number = value.length() > NUMBER_CHARS_MAX ? null : new BigDecimal(value);
    } catch (NumberFormatException e) {
      number = null;
    }
    if (number == null || Math.abs((long) number.scale()) > EXPONENT_MAX + NUMBER_CHARS_MAX) {
      return new SheetCell.Faulty(value.length() > NUMBER_CHARS_MAX ? value.substring(0, NUMBER_CHARS_MAX) : value);
    }
    if (!isDate) {
      return new SheetCell.Number(number, era1904);
    }
    LocalDateTime moment = DateFormats.moment(number, era1904);
    if (moment == null) {
      return new SheetCell.Faulty(number.toPlainString());
    }
    boolean timeOnly = number.compareTo(BigDecimal.ONE) < 0 && !era1904;
    return timeOnly ? new SheetCell.Text(moment.toLocalTime().toString()) : new SheetCell.Moment(moment);
  }

  private static SheetCell isoDate(String value) {
    try {
      return new SheetCell.Moment(value.length() <= 10 ? java.time.LocalDate.parse(value).atStartOfDay() : LocalDateTime.parse(value.replace("Z", "")));
    } catch (DateTimeParseException e) {
      return new SheetCell.Faulty(value);
    }
  }

  private static int style(String value) {
    return value.length() <= 6 && value.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt("0" + value) : 0;
  }
}
