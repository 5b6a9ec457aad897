package org.guanjia.platform.spreadsheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.guanjia.platform.spreadsheets.Workbooks.aWorkbook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class XlsxReadingTests {
  private static final SheetLimits SMALL = new SheetLimits(8L << 20, 32L << 20, 200, 1 << 20, 1000, 50, 1000);

  @TempDir Path folder;

  @Test
  void readsSharedInlineFormulaAndPlainCells() {
    var rows = read(aWorkbook("""
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>地址_x000A_二</t></is></c></row>
        <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><f>1+1</f><v>2</v></c><c r="C3" t="str"><f>A1&amp;"x"</f><v>标题x</v></c>
        <c r="D3" t="b"><v>1</v></c><c r="E3" t="e"><v>#REF!</v></c><c r="F3"><v>0.30000000000000004</v></c><c r="G3" s="1"/></row>"""));
    assertThat(rows).extracting(SheetRow::number).containsExactly(1, 3);
    assertThat(rows.get(0).texts()).containsExactly("标题", "", "地址\n二");
    assertThat(rows.get(1).texts()).containsExactly("路灯", "2", "标题x", "TRUE", "#REF!", "0.3");
  }

  @Test
  void countsDatesFrom1900AndFrom1904() {
    String row = "<row r='1'><c r='A1' s='1'><v>45000.5</v></c><c r='B1' s='2'><v>59</v></c><c r='C1' s='1'><v>60</v></c>"
        + "<c r='D1' s='3'><v>45000</v></c><c r='E1' s='4'><v>61</v></c></row>";
    SheetRow from1900 = read(aWorkbook(row)).getFirst();
    assertThat(from1900.cell(0)).isEqualTo(new SheetCell.Moment(LocalDateTime.of(2023, 3, 15, 12, 0)));
    assertThat(from1900.cell(1)).isEqualTo(new SheetCell.Moment(LocalDateTime.of(1900, 2, 28, 0, 0)));
    assertThat(from1900.cell(2)).as("29 February 1900 never was").isInstanceOf(SheetCell.Faulty.class);
    assertThat(from1900.cell(3)).as("letters in quotes make no date").isInstanceOf(SheetCell.Number.class);
    assertThat(from1900.cell(4)).isEqualTo(new SheetCell.Moment(LocalDateTime.of(1900, 3, 1, 0, 0)));
    SheetRow from1904 = read(aWorkbook(row).with("xl/workbook.xml", Workbooks.workbook("<workbookPr date1904='1'/>"))).getFirst();
    assertThat(from1904.cell(0)).isEqualTo(new SheetCell.Moment(LocalDateTime.of(2027, 3, 16, 12, 0)));
  }

  @Test
  void readsCellsAndRowsWithoutReferences() {
    assertThat(read(aWorkbook("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))).extracting(SheetRow::texts)
        .containsExactly(List.of("1", "2"), List.of("3"));
  }

  @Test
  void skipsRowsThatOnlyHaveAFormat() {
    assertThat(read(aWorkbook("<row r='1'><c r='A1' s='1'/></row><row r='1048576'><c r='A1048576'><v>1</v></c></row>")))
        .singleElement().extracting(SheetRow::number).isEqualTo(1_048_576);
  }

  @Test
  void aBombGoesOffInTheCounter() {
    fails("bomb", aWorkbook("").with("xl/worksheets/sheet1.xml", out -> {
      out.write("<worksheet><sheetData>".getBytes(StandardCharsets.UTF_8));
      byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 200; i++) {
        out.write("<row/>".getBytes(StandardCharsets.UTF_8));
        out.write(blanks);
      }
    }));
  }

  @Test
  void aBombOfEmptySharedTextsIsRefused() {
    fails("tooMuchText", aWorkbook("<row><c t='s'><v>0</v></c></row>").with("xl/sharedStrings.xml", "<sst>" + "<si/>".repeat(200_000) + "</sst>"));
  }

  @Test
  void anArchiveInsideTheArchiveIsNeverOpened() {
    var rows = read(aWorkbook("<row><c><v>1</v></c></row>").with("xl/media/inner.zip", out -> {
      ZipOutputStream inner = new ZipOutputStream(new OutputStream() {
        @Override public void write(int b) throws IOException { out.write(b); }
        @Override public void write(byte[] b, int from, int length) throws IOException { out.write(b, from, length); }
      });
      inner.putNextEntry(new ZipEntry("zeros"));
      for (int i = 0; i < 100; i++) {
        inner.write(new byte[1 << 20]);
      }
      inner.finish();
    }));
    assertThat(rows).hasSize(1);
  }

  @Test
  void entityBombsAndExternalEntitiesAreRefused() {
    String laughs = "<!DOCTYPE lolz [<!ENTITY lol 'lol'><!ENTITY lol2 '&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;'>]>"
        + "<worksheet><sheetData><row><c t='str'><v>&lol2;</v></c></row></sheetData></worksheet>";
    fails("doctype", aWorkbook("").with("xl/worksheets/sheet1.xml", laughs));
    String outside = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><sst><si><t>&e;</t></si></sst>";
    fails("doctype", aWorkbook("<row><c t='s'><v>0</v></c></row>").with("xl/sharedStrings.xml", outside));
    fails("doctype", aWorkbook("").with("xl/workbook.xml", "<!DOCTYPE x SYSTEM 'http://localhost:1/x.dtd'>" + Workbooks.workbook("")));
  }

  @Test
  void hugeReferencesTakeNoMemory() {
    fails("tooManyColumns", aWorkbook("<row r='1'><c r='XFD1'><v>1</v></c></row>"));
    fails("cellOrder", aWorkbook("<row r='1'><c r='ZZZZZZZ1'><v>1</v></c></row>"));
    fails("cellOrder", aWorkbook("<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>"));
    fails("rowOrder", aWorkbook("<row r='99999999999'><c><v>1</v></c></row>"));
    fails("rowOrder", aWorkbook("<row r='2'><c><v>1</v></c></row><row r='2'><c><v>1</v></c></row>"));
    fails("sharedText", aWorkbook("<row r='1'><c r='A1' t='s'><v>2000000000</v></c></row>"));
    fails("sharedText", aWorkbook("<row r='1'><c r='A1' t='s'><v>-1</v></c></row>"));
    assertThat(read(aWorkbook("<row r='1'><c r='A1'><v>1E1000000000</v></c></row>")).getFirst().cell(0)).isInstanceOf(SheetCell.Faulty.class);
    assertThat(read(aWorkbook("<row r='1'><c r='A1' s='999999999'><v>1</v></c></row>")).getFirst().texts()).containsExactly("1");
  }

  @Test
  void limitsAreKept() {
    fails("cellTooLong", aWorkbook("<row r='1'><c r='A1' t='inlineStr'><is><t>" + "长".repeat(1001) + "</t></is></c></row>"));
    fails("textTooLong", aWorkbook("<row r='1'><c r='A1' t='inlineStr'><is><t>" + "长".repeat(5000) + "</t></is></c></row>"));
    fails("tooManyRows", aWorkbook("<row><c><v>1</v></c></row>".repeat(1001)));
  }

  @Test
  void brokenAndForeignArchivesAreNamed() throws IOException {
    Path whole = aWorkbook("<row><c><v>1</v></c></row>").in(folder);
    Path truncated = Files.write(folder.resolve("truncated"), java.util.Arrays.copyOf(Files.readAllBytes(whole), 400));
    failsAt("archiveBroken", truncated);
    fails("notWorkbook", aWorkbook("").without("xl/workbook.xml"));
    fails("notWorkbook", aWorkbook("").without("xl/_rels/workbook.xml.rels"));
    fails("partMissing", aWorkbook("").without("xl/worksheets/sheet1.xml"));
    fails("noSheet", aWorkbook("").with("xl/workbook.xml", "<workbook><sheets/></workbook>"));
    fails("xml", aWorkbook("<row><c><v>1</c></row>"));
    failsAt("oldOrLocked", Files.write(folder.resolve("old.xlsx"), new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2}));
    failsAt("markup", Files.writeString(folder.resolve("page.xls"), "\n <HTML><table>"));
    failsAt("notSheet", Files.writeString(folder.resolve("a.csv"), "%PDF-1.7"));
    failsAt("empty", Files.createFile(folder.resolve("none.csv")));
  }

  @Test
  void everyTruncationEndsInAFault() throws IOException {
    byte[] whole = Files.readAllBytes(aWorkbook("<row><c t='s'><v>0</v></c><c s='1'><v>45000</v></c></row>".repeat(20)).in(folder));
    for (int length = 4; length < whole.length; length += 7) {
      Path file = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, length));
      assertThatExceptionOfType(SheetFault.class).isThrownBy(() -> rows(file));
    }
  }

  @Test
  void everyFlippedByteEndsInAFaultOrInRows() throws IOException {
    byte[] whole = Files.readAllBytes(aWorkbook("<row><c t='s'><v>0</v></c><c s='1'><v>45000</v></c></row>".repeat(20)).in(folder));
    int faults = 0;
    for (int at = 0; at < whole.length; at += 3) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x55;
      Path file = Files.write(folder.resolve("flipped"), flipped);
      try {
        rows(file);
      } catch (SheetFault expected) {
        faults++;
      }
    }
    assertThat(faults).isPositive();
  }

  private List<SheetRow> read(Workbooks book) {
    return rows(book.in(folder));
  }

  private static List<SheetRow> rows(Path file) {
    List<SheetRow> all = new ArrayList<>();
    try (SheetRows rows = SheetFile.recognise(file, SMALL).rows(0)) {
      rows.forEachRemaining(all::add);
    }
    return all;
  }

  private void fails(String key, Workbooks book) {
    failsAt(key, book.in(folder));
  }

  private static void failsAt(String key, Path file) {
    assertThatExceptionOfType(SheetFault.class).isThrownBy(() -> rows(file))
        .satisfies(fault -> assertThat(fault.key()).isEqualTo("sheets.fault." + key));
  }
}
