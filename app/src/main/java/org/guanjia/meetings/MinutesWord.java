package org.guanjia.meetings;

/** The minutes as a Word document. */
final class MinutesWord {

  private MinutesWord() {}

  static byte[] of(MinutesPaper paper) {
    var file = new WordFile().paragraph("Mark", paper.mark()).ruled(paper.number(), paper.date());
    if (paper.draft() != null) file.paragraph("Draft", paper.draft());
    paper.facts().forEach(fact -> file.labelled("Fact", fact.label() + "：", fact.value()));
    paper.summary().forEach(text -> file.paragraph("Body", text));
    for (MinutesPaper.Section section : paper.sections()) {
      file.paragraph("Heading", section.heading()).paragraph("About", "（" + section.about() + "）");
      file.labelled("Body", section.ruling() + "。", section.more() == null ? "" : section.more());
      section.text().forEach(text -> file.paragraph("Body", text));
    }
    table(file, paper.followUps(), 8, 42, 24, 26);
    table(file, paper.attendance(), 8, 44, 18, 30);
    table(file, paper.addenda(), 8, 46, 20, 26);
    paper.signatures().forEach(line -> file.paragraph("Sign", line + "："));
    return file.bytes();
  }

  private static void table(WordFile file, MinutesPaper.Table table, int... widths) {
    if (!table.rows().isEmpty()) file.paragraph("TableTitle", table.title()).table(table.head(), table.rows(), widths);
  }
}
