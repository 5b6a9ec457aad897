package org.guanjia.meetings;

import java.util.ArrayList;
import java.util.List;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.ReceiptCode;
import org.jspecify.annotations.Nullable;

/**
 * The minutes as a document, in the order of GB/T 9704-2012 (Layout key for official documents of Party and government organs), 10.3: mark,
 * number, text, then who was there. Printed as a page and written as a Word file from the same words.
 *
 * @param mark who meets, in red at the top
 * @param draft what says that the minutes are not approved yet; null when they are
 * @param facts when, where, in the chair, recorded by
 * @param summary paragraphs beside the decisions
 */
public record MinutesPaper(
    String mark, String number, String date, @Nullable String draft, List<Fact> facts, List<String> summary, List<Section> sections, Table followUps,
    Table attendance, Table addenda, List<String> signatures, String fileName) {

  /** A label with what stands behind it. */
  public record Fact(String label, String value) {}

  /**
   * An item.
   *
   * @param heading numbered, 一、
   * @param about what kind of matter, with its code
   * @param ruling in a word
   * @param more amounts, departments, dates; null for none
   * @param text paragraphs of the decision
   */
  public record Section(String heading, String about, String ruling, @Nullable String more, List<String> text) {}

  /** @param rows without any there is no table */
  public record Table(String title, List<String> head, List<List<String>> rows) {}

  private static final String DIGITS = "零一二三四五六七八九";

  static MinutesPaper of(Page page, MeetingView view) {
    Meeting meeting = view.meeting();
    MeetingLine line = meeting.line();
    boolean approved = meeting.state() == MeetingState.APPROVED;
    return new MinutesPaper(
        page.t("meetings.paper.mark", page.town().fullName()), page.t("meetings.paper.number", Integer.toString(line.year()), line.number()), page.date(line.heldOn()),
        approved ? null : page.t("meetings.paper.draft"), facts(page, view), paragraphs(meeting.summary()), sections(page, view), followUps(page, meeting),
        attendance(page, meeting), addenda(page, view), List.of(page.t("meetings.paper.signChair"), page.t("meetings.paper.signRecorder"), page.t("meetings.paper.signDate")),
        view.title(page));
  }

  private static List<Fact> facts(Page page, MeetingView view) {
    MeetingLine line = view.meeting().line();
    var facts = new ArrayList<Fact>();
    facts.add(new Fact(page.t("meetings.paper.time"), page.date(line.heldOn()) + " " + line.from()));
    facts.add(new Fact(page.t("meetings.field.place"), line.place()));
    facts.add(new Fact(page.t("meetings.field.chair"), line.chair()));
    if (view.meeting().writtenBy() != null) facts.add(new Fact(page.t("meetings.paper.recorder"), view.person(page, view.meeting().writtenBy())));
    if (view.meeting().approvedBy() != null) facts.add(new Fact(page.t("meetings.paper.approver"), view.person(page, view.meeting().approvedBy())));
    return facts;
  }

  private static List<Section> sections(Page page, MeetingView view) {
    var sections = new ArrayList<Section>();
    for (Meeting.Item item : view.meeting().items()) {
      String number = page.t("meetings.paper.heading", page.lang().startsWith("zh") ? chinese(sections.size() + 1) : Integer.toString(sections.size() + 1), item.title());
      String ruling = item.ruling() == null ? page.t("meetings.undecided") : page.t("meetings.ruling." + item.ruling());
      sections.add(new Section(number, about(page, item), ruling, view.more(page, item), paragraphs(item.text())));
    }
    return sections;
  }

  private static String about(Page page, Meeting.Item item) {
    String kind = page.t("meetings.kind." + item.kind());
    return switch (item.kind()) {
      case PROJECT -> kind + " " + item.ref();
      case REQUEST -> kind + " " + ReceiptCode.display(item.ref());
      case FOLLOW_UP -> kind;
    };
  }

  private static Table followUps(Page page, Meeting meeting) {
    var rows = new ArrayList<List<String>>();
    for (MeetingFollowUp one : meeting.followUps()) rows.add(List.of(Integer.toString(rows.size() + 1), one.text(), one.ownerName(), page.date(one.firstDue())));
    return new Table(
        page.t("meetings.paper.followUps"),
        List.of(page.t("meetings.paper.no"), page.t("meetings.field.task"), page.t("meetings.field.owner"), page.t("meetings.field.dueOn")), rows);
  }

  private static Table attendance(Page page, Meeting meeting) {
    var rows = new ArrayList<List<String>>();
    for (Meeting.Member member : meeting.members()) {
      String came = member.attendance() == null ? page.t("meetings.attendance.none") : page.t("meetings.attendance." + member.attendance());
      rows.add(List.of(Integer.toString(rows.size() + 1), member.name(), came, member.who() == null ? "" : member.who()));
    }
    return new Table(
        page.t("meetings.paper.attendance"),
        List.of(page.t("meetings.paper.no"), page.t("meetings.paper.member"), page.t("meetings.attendance"), page.t("meetings.field.who")), rows);
  }

  private static Table addenda(Page page, MeetingView view) {
    var rows = new ArrayList<List<String>>();
    for (Meeting.Addendum one : view.meeting().addenda()) {
      rows.add(List.of(Integer.toString(rows.size() + 1), one.text(), view.person(page, one.addedBy()), page.dateTime(one.addedAt())));
    }
    return new Table(
        page.t("meetings.addenda"),
        List.of(page.t("meetings.paper.no"), page.t("meetings.field.addendum"), page.t("meetings.paper.addedBy"), page.t("meetings.paper.addedAt")), rows);
  }

  private static List<String> paragraphs(@Nullable String text) {
    return text == null ? List.of() : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** 一 to 一百九十九, as headings of Chinese documents are counted. */
  static String chinese(int number) {
    if (number >= 100) return "一百" + (number == 100 ? "" : (number % 100 < 10 ? "零" : number % 100 < 20 ? "一" : "") + chinese(number % 100));
    if (number < 10) return String.valueOf(DIGITS.charAt(number));
    String tens = number < 20 ? "" : String.valueOf(DIGITS.charAt(number / 10));
    return tens + "十" + (number % 10 == 0 ? "" : String.valueOf(DIGITS.charAt(number % 10)));
  }
}
