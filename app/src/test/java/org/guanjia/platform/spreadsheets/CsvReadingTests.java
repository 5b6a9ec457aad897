package org.guanjia.platform.spreadsheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class CsvReadingTests {
  private static final SheetLimits SMALL = new SheetLimits(1 << 20, 1 << 20, 200, 1 << 20, 1000, 50, 1000);
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final String TOWN = "标题,村\n路灯不亮,茶山村\n𬌗字与𠀀字,南社村\n";

  @TempDir Path folder;

  @Test
  void detectsTheCharset() throws IOException {
    assertThat(charset(TOWN.getBytes(StandardCharsets.UTF_8))).isEqualTo(StandardCharsets.UTF_8);
    assertThat(charset(("\uFEFF" + TOWN).getBytes(StandardCharsets.UTF_8))).isEqualTo(StandardCharsets.UTF_8);
    assertThat(charset(TOWN.getBytes(GB18030))).isEqualTo(GB18030);
    assertThat(charset(("\uFEFF" + TOWN).getBytes(StandardCharsets.UTF_16LE))).isEqualTo(StandardCharsets.UTF_16LE);
    assertThat(charset(("\uFEFF" + TOWN).getBytes(StandardCharsets.UTF_16BE))).isEqualTo(StandardCharsets.UTF_16BE);
  }

  @Test
  void readsCharactersThatGb18030WritesInFourBytes() throws IOException {
    byte[] bytes = TOWN.getBytes(GB18030);
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).as("four bytes: 95 32 82 36").contains("\u00952\u00826");
    assertThat(rows(bytes)).extracting(SheetRow::texts)
        .containsExactly(List.of("标题", "村"), List.of("路灯不亮", "茶山村"), List.of("𬌗字与𠀀字", "南社村"));
  }

  @Test
  void aCharacterCutByTheBufferIsNoFault() throws IOException {
    for (int shift = 0; shift < 4; shift++) {
      String text = "a".repeat(65_530 - 65_000 + shift) + "\n" + ("𠀀村\n").repeat(16_000);
      assertThat(SheetFile.recognise(file(text.getBytes(GB18030)), SMALL).charset()).isEqualTo(GB18030);
      assertThat(SheetFile.recognise(file(text.getBytes(StandardCharsets.UTF_8)), SMALL).charset()).isEqualTo(StandardCharsets.UTF_8);
    }
  }

  @Test
  void aCharsetThatIsNeitherIsRefusedWithThePosition() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("标题\n好\n".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xFF);
    bytes.writeBytes("x\n".getBytes(StandardCharsets.UTF_8));
    SheetFault fault = fault(bytes.toByteArray());
    assertThat(fault.key()).isEqualTo("sheets.fault.charset");
    assertThat(fault.args().subList(0, 2)).containsExactly("11", "3");
  }

  @Test
  void nulAndUtf16WithoutItsMarkAreRefusedWithThePosition() throws IOException {
    assertThat(fault("a,b\n1,\0\n".getBytes(StandardCharsets.UTF_8))).satisfies(f -> {
      assertThat(f.key()).isEqualTo("sheets.fault.nul");
      assertThat(f.args()).containsExactly("6", "2");
    });
    assertThat(fault("ab,c\n".getBytes(StandardCharsets.UTF_16LE)).key()).isEqualTo("sheets.fault.nul");
    assertThat(fault(new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF, 0, 0, 0, 'a'}).key()).isEqualTo("sheets.fault.utf32");
  }

  @Test
  void aCharsetToldByAPersonIsHeldToToo() throws IOException {
    Path file = file(TOWN.getBytes(GB18030));
    assertThat(SheetFile.recognise(file, SMALL, GB18030).charset()).isEqualTo(GB18030);
    assertThatExceptionOfType(SheetFault.class).isThrownBy(() -> SheetFile.recognise(file, SMALL, StandardCharsets.UTF_8))
        .satisfies(f -> assertThat(f.key()).isEqualTo("sheets.fault.charsetTold"));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "\t", ";", "|"})
  void findsTheSeparator(String separator) throws IOException {
    String text = "标题" + separator + "\"a,b;c\"\n一" + separator + "二\n";
    assertThat(rows(text.getBytes(StandardCharsets.UTF_8)).get(1).texts()).containsExactly("一", "二");
  }

  @Test
  void rowNumbersAreThoseOfTheSpreadsheetProgram() throws IOException {
    var rows = rows("a,b\r\n\r\n\"two\nlines\",2\r\n,\r\n3,4".getBytes(StandardCharsets.UTF_8));
    assertThat(rows).extracting(SheetRow::number).containsExactly(1, 3, 5);
    assertThat(rows.get(1).texts()).containsExactly("two\nlines", "2");
  }

  @Test
  void aQuoteInTheMiddleIsTextAndOneNeverClosedIsNamed() throws IOException {
    assertThat(rows("a,b\n5\" 管,2\n".getBytes(StandardCharsets.UTF_8)).get(1).texts()).containsExactly("5\" 管", "2");
    assertThat(fault("a,b\n1,2\n3,\"4\n5,6\n".getBytes(StandardCharsets.UTF_8))).satisfies(f -> {
      assertThat(f.key()).isEqualTo("sheets.fault.csv");
      assertThat(f.args()).containsExactly("3", "3");
    });
    assertThat(fault("a,b\n\"x\"y,2\n".getBytes(StandardCharsets.UTF_8)).key()).isEqualTo("sheets.fault.csv");
  }

  @Test
  void limitsAreKept() throws IOException {
    assertThat(fault(new byte[(1 << 20) + 1]).key()).isEqualTo("sheets.fault.fileTooLarge");
    assertThat(fault("a\n".repeat(1001).getBytes(StandardCharsets.UTF_8)).key()).isEqualTo("sheets.fault.tooManyRows");
    assertThat(fault("a,".repeat(51).concat("a\n").getBytes(StandardCharsets.UTF_8)).key()).isEqualTo("sheets.fault.tooManyColumns");
    assertThat(fault("a".repeat(1001).getBytes(StandardCharsets.UTF_8)).key()).isEqualTo("sheets.fault.cellTooLong");
  }

  @Test
  void leadingZerosKeptByTheFormulaTrickAreRead() throws IOException {
    assertThat(rows("=\"00123\",\"=\"\"00456\"\"\"\n".getBytes(StandardCharsets.UTF_8)).getFirst().texts()).containsExactly("00123", "00456");
  }

  private @Nullable Charset charset(byte[] bytes) throws IOException {
    return SheetFile.recognise(file(bytes), SMALL).charset();
  }

  private List<SheetRow> rows(byte[] bytes) throws IOException {
    List<SheetRow> all = new ArrayList<>();
    try (SheetRows rows = SheetFile.recognise(file(bytes), SMALL).rows(0)) {
      rows.forEachRemaining(all::add);
    }
    return all;
  }

  private SheetFault fault(byte[] bytes) throws IOException {
    try {
      rows(bytes);
    } catch (SheetFault fault) {
      return fault;
    }
    throw new AssertionError("was read without a fault");
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file.csv"), bytes);
  }
}
