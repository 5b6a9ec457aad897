package org.guanjia.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.guanjia.platform.files.FileRefused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfInspectorTests {

  @Test
  void takesAnHonestPdf() {
    byte[] text = Samples.stream("/Filter /FlateDecode", Samples.deflated("BT /F1 12 Tf (hello) Tj ET"));
    assertThatCode(() -> PdfInspector.inspect(Samples.pdf("/OpenAction [3 0 R /Fit]", text))).doesNotThrowAnyException();
  }

  /** Compressed pixels may by chance look like a name; only what a viewer reads as objects counts. */
  @Test
  void isNotFrightenedByPixels() {
    byte[] pixels = Samples.stream("/Subtype /Image", "noise /JS /JavaScript /Launch noise".getBytes(StandardCharsets.ISO_8859_1));
    assertThatCode(() -> PdfInspector.inspect(Samples.pdf("", pixels))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        "/OpenAction << /S /J#61vaScript /#4aS (app.alert(1)) >>",
        "/AA << /O << /S /Launch /F (cmd.exe) >> >>",
        "/AcroForm << /XFA [] >>",
        "/Annots [<< /Subtype/RichMedia >>]"
      })
  void refusesWhatRuns(String inCatalog) {
    refused(Samples.pdf(inCatalog), Reason.ACTIVE);
  }

  @Test
  void looksIntoCompressedObjects() {
    byte[] hidden = Samples.deflated("5 0 << /S /JavaScript /JS (app.alert(1)) >>");
    refused(Samples.pdf("", Samples.stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", hidden)), Reason.ACTIVE);
    refused(Samples.pdf("", Samples.stream("/Type /Obj#53tm /N 1 /First 4 /Filter [/Fl]", hidden)), Reason.ACTIVE);
  }

  @Test
  void refusesStreamsThatInflateWithoutMeasure() {
    byte[] bomb = Samples.zeros(300L << 20);
    assertThat(bomb.length).isLessThan(400_000);
    refused(Samples.pdf("", Samples.stream("/Filter /FlateDecode", bomb)), Reason.BOMB);
    byte[] nested = Samples.stream("/Filter [/FlateDecode /FlateDecode]", Samples.deflated(new String(bomb, StandardCharsets.ISO_8859_1)));
    refused(Samples.pdf("", nested), Reason.BOMB);
    byte[] part = Samples.stream("/Filter /FlateDecode", Samples.zeros(90L << 20));
    refused(Samples.pdf("", part, part, part), Reason.BOMB);
  }

  @Test
  void refusesWhatIsAlsoSomethingElse() {
    byte[] pdf = Samples.pdf("");
    refused(Samples.join(pdf, new byte[] {'P', 'K', 3, 4}), Reason.DAMAGED);
    refused(Samples.join("<html>".getBytes(StandardCharsets.ISO_8859_1), pdf), Reason.TYPE);
    refused("%PDF-1.7 and nothing else".getBytes(StandardCharsets.ISO_8859_1), Reason.DAMAGED);
  }

  @Test
  void refusesWhatItCannotLookInto() {
    byte[] pdf = new String(Samples.pdf(""), StandardCharsets.ISO_8859_1).replace("/Size 4", "/Size 4 /Encrypt 9 0 R").getBytes(StandardCharsets.ISO_8859_1);
    refused(pdf, Reason.ENCRYPTED);
  }

  @Test
  void answersAnyDamageWithARefusalOrTakesIt() {
    var random = new Random(20261124);
    byte[] whole = Samples.pdf("", Samples.stream("/Type /ObjStm /Filter /FlateDecode", Samples.deflated("5 0 << /A 1 >>")));
    int taken = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(1, 10); i > 0; i--) damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        PdfInspector.inspect(damaged);
        taken++;
      } catch (FileRefused expected) {
        // a refusal is an answer
      }
    }
    assertThat(taken).isBetween(500, 1999);
  }

  private static void refused(byte[] pdf, Reason reason) {
    assertThatThrownBy(() -> PdfInspector.inspect(pdf))
        .isInstanceOfSatisfying(FileRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
