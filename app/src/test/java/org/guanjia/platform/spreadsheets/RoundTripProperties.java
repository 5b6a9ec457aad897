package org.guanjia.platform.spreadsheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class RoundTripProperties {

  @Property(tries = 200)
  void whatIsWrittenIsReadAgain(@ForAll SheetFormat format, @ForAll @Size(min = 1, max = 8) List<@Size(min = 1, max = 6) List<@net.jqwik.api.From("texts") String>> table)
      throws IOException {
    Path file = write(format, table);
    List<List<String>> read = read(file);
    List<List<String>> expected = table.stream().map(RoundTripProperties::withoutTrailingBlanks).filter(row -> !row.isEmpty()).toList();
    assertThat(read).isEqualTo(expected);
    Files.delete(file);
  }

  @Property(tries = 200)
  void noTextOfACsvBeginsLikeAFormula(@ForAll("texts") String text) {
    String guarded = FormulaGuard.guard(text);
    assertThat(guarded).doesNotMatch("(?s)[=+\\-@\t\r\n＝＋－＠].*");
    assertThat(FormulaGuard.unguard(guarded)).isEqualTo(text);
  }

  @Example
  void numbersAndDatesStayWhatTheyAre() throws IOException {
    LocalDateTime moment = LocalDateTime.of(2026, 11, 24, 7, 49, 4);
    Path file = write(SheetFormat.XLSX, List.of(List.of(-5, new BigDecimal("1234.50"), 441900103002L, moment, moment.toLocalDate(), true, 4419001990010112345L)));
    try (SheetRows rows = SheetFile.recognise(file, SheetLimits.OFFICE).rows(0)) {
      SheetRow row = rows.next();
      assertThat(row.cells().subList(0, 3)).allMatch(SheetCell.Number.class::isInstance);
      assertThat(row.cell(3)).isEqualTo(new SheetCell.Moment(moment));
      assertThat(row.cell(4)).isEqualTo(new SheetCell.Moment(moment.toLocalDate().atStartOfDay()));
      assertThat(row.cell(5)).isEqualTo(new SheetCell.Truth(true));
      assertThat(row.cell(6)).as("more digits than Excel keeps").isEqualTo(new SheetCell.Text("4419001990010112345"));
    }
    assertThat(Files.readString(write(SheetFormat.CSV, List.of(List.of(-5, "-5", "=1+1", "+86 769", "@x", "\t=1", "'=1")))))
        .isEqualTo("\uFEFF\"-5\",\"'-5\",\"'=1+1\",\"'+86 769\",\"'@x\",\"'\t=1\",\"''=1\"\r\n");
  }

  @Example
  void aWorkbookHoldsNoFormulaWhateverTheTextSays() throws IOException {
    Path file = write(SheetFormat.XLSX, List.of(List.of("=cmd|'/c calc'!A0", "=HYPERLINK(\"http://x\")", "-1+1", "@SUM(1)")));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String sheet = new String(zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(sheet).doesNotContain("<f>").contains("t=\"inlineStr\"");
      assertThat(sheet.split("s=\"0\"").length).as("each has the text format").isEqualTo(1);
    }
  }

  @Example
  void manyRowsTakeNoMemoryAndGoOnInTheNextSheet() throws IOException {
    Path file = Files.createTempFile("guanjia", ".xlsx");
    try (OutputStream out = Files.newOutputStream(file); SheetWriter writer = SheetWriter.open(SheetFormat.XLSX, out, "诉求[1]:*?/\\")) {
      writer.heading(List.of("编号"));
      for (int i = 0; i < 1_048_576; i++) {
        writer.row(List.of(i));
      }
    }
    SheetFile read = SheetFile.recognise(file, SheetLimits.OFFICE);
    assertThat(read.sheets()).containsExactly("诉求 1", "诉求 1 2");
    try (SheetRows rows = read.rows(1)) {
      assertThat(rows.next().texts()).containsExactly("编号");
      assertThat(rows.next().texts()).containsExactly("1048575");
      assertThat(rows.hasNext()).isFalse();
    }
    Files.delete(file);
  }

  @Example
  void fileNamesAreSafe() {
    assertThat(FileNames.safe("../../etc/passwd")).isEqualTo("_.._etc_passwd");
    assertThat(FileNames.safe("\u202Egnp.exe\0")).doesNotContain("\u202E").doesNotContain("\0");
    assertThat(FileNames.safe("...")).isEqualTo("file");
    assertThat(FileNames.safe("村".repeat(500))).hasSize(80);
    assertThat(FileNames.attachment("诉求\"\r\nX: y.csv")).doesNotContain("\r").doesNotContain("\n")
        .isEqualTo("attachment; filename=\"___X_ y.csv\"; filename*=UTF-8''%E8%AF%89%E6%B1%82_X_%20y.csv");
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> any = Arbitraries.strings().withChars("=+-@'\"\t\r\n,;|_xX0aA茶山＝ \u3000\u0001\u0000\uFFFE").ofMaxLength(12);
    Arbitrary<String> han = Arbitraries.strings().withCharRange('一', '龥').ofMaxLength(12);
    Arbitrary<String> escapes = Arbitraries.of("_x0041_", "__x0041__", "𠀀", "a]]>b", "<&>", "_x", "=\"a\"", "'", "''=");
    return Arbitraries.oneOf(any, han, escapes).map(RoundTripProperties::honest);
  }

  /** A text file cannot hold NUL, and {@code ="a"} is read as a on purpose. */
  private static String honest(String text) {
    return text.replace("\0", "").replaceAll("^=(?=\")", "");
  }

  private static List<String> withoutTrailingBlanks(List<String> row) {
    int filled = IntStream.range(0, row.size()).filter(i -> !row.get(i).isBlank()).max().orElse(-1) + 1;
    return row.subList(0, filled).stream().map(text -> text.isBlank() ? "" : text).toList();
  }

  private static Path write(SheetFormat format, List<? extends List<?>> table) throws IOException {
    Path file = Files.createTempFile("guanjia", "." + format.extension());
    try (OutputStream out = Files.newOutputStream(file); SheetWriter writer = SheetWriter.open(format, out, "表")) {
      for (List<?> row : table) {
        writer.row(row);
      }
    }
    return file;
  }

  private static List<List<String>> read(Path file) {
    List<List<String>> all = new ArrayList<>();
    try (SheetRows rows = SheetFile.recognise(file, SheetLimits.OFFICE, file.toString().endsWith("csv") ? StandardCharsets.UTF_8 : null).rows(0)) {
      rows.forEachRemaining(row -> all.add(row.texts().stream().map(text -> text.isBlank() ? "" : text).toList()));
    }
    return all;
  }
}
