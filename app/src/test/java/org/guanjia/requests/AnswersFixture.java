package org.guanjia.requests;

import static org.guanjia.requests.RequestsFixture.aLight;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.guanjia.platform.files.StoredFiles;
import org.springframework.context.ApplicationContext;

/** The office at work behind a resident's back, for tests in the browser. */
public class AnswersFixture {

  private final Intake intake;
  private final Triage triage;
  private final Handling handling;
  private final Answers answers;
  private final Questions questions;
  private final StoredFiles files;

  public AnswersFixture(ApplicationContext application) {
    this.intake = application.getBean(Intake.class);
    this.triage = application.getBean(Triage.class);
    this.handling = application.getBean(Handling.class);
    this.answers = application.getBean(Answers.class);
    this.questions = application.getBean(Questions.class);
    this.files = application.getBean(StoredFiles.class);
  }

  public void open() {
    RequestsFixture.departmentsAndCategories();
    RequestsFixture.execute("delete from platform.attempt");
  }

  /** Code and secret of a request that somebody else took down. */
  public String[] received() {
    Receipt receipt = as("clerk", () -> intake.receive(aLight(null)));
    return new String[] {receipt.code(), receipt.secret()};
  }

  public void asks(String code, String question) {
    doAs("desk", () -> questions.ask(code, null, question));
  }

  /** Hands over, works, shows before and after, approves. */
  public void answers(String code, String text) {
    doAs("desk", () -> triage.handOver(code, null, "road.light", "roads", List.of(), null));
    doAs("officer", () -> handling.accept(code, null, "roads"));
    Map<AttachmentKind, List<UUID>> shown =
        Map.of(AttachmentKind.BEFORE, List.of(picture(new Color(0x1d2733), code)), AttachmentKind.AFTER, List.of(picture(new Color(0xe2b04a), code)));
    doAs("officer", () -> handling.report(code, null, "roads", text, shown));
    doAs("chief", () -> answers.approve(code, null, null));
  }

  private UUID picture(Color sky, String name) {
    var picture = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
    var graphics = picture.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, sky, 0, 600, sky.darker()));
    graphics.fillRect(0, 0, 800, 600);
    graphics.setColor(Color.DARK_GRAY);
    graphics.fillRect(390, 120, 20, 480);
    graphics.setColor(sky.brighter());
    graphics.fillOval(340, 80, 120, 60);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "jpg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return as("officer", () -> files.store(new ByteArrayInputStream(bytes.toByteArray()), name + ".jpg")).id();
  }
}
