package org.guanjia.awards;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.guanjia.benefits.Explanation;
import org.guanjia.benefits.MonthWords;
import org.guanjia.people.PersonLine;
import org.guanjia.people.PlaceNames;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Step;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Answer;
import org.jspecify.annotations.Nullable;

/**
 * An award with all that its page shows.
 *
 * @param person null when the viewer does not see them
 * @param programme its name in the reader's language
 * @param applicant who asks for the person; null for the person, and for whoever may not read it
 * @param explanation what the rules say of the first month; null when no version decides it
 * @param hindrance why the viewer cannot approve it as it stands; null when nothing stands in the way, and when it is not there to be approved
 * @param decided whether the viewer has decided something about it before
 */
public record AwardView(
    Page page, Award award, @Nullable PersonLine person, String programme, @Nullable String applicant, @Nullable String words, @Nullable Explanation explanation,
    Procedures.Procedure procedure, List<Applications.Paper> papers, List<Objections.Objection> objections, List<Appeals.Appeal> appeals, List<AwardHistory.Suspension> suspensions,
    List<AwardHistory.Event> history, Map<String, String> names, @Nullable String hindrance, boolean decided, PlaceNames places, LocalDate today) {

  public String path() {
    return "/awards/" + award.id();
  }

  public String whose() {
    return person == null ? page.t("awards.somebody") : person.name();
  }

  public String title() {
    return page.t("awards.of", whose(), programme);
  }

  public String name(@Nullable String user) {
    return user == null ? "" : user.equals("system") ? page.t("awards.system") : user.equals("resident") ? page.t("awards.resident") : names.getOrDefault(user, user);
  }

  public String month(@Nullable YearMonth month) {
    return month == null ? "" : MonthWords.text(page, month);
  }

  private boolean can(Permission permission, AwardMove move) {
    return page.may(permission) && !move.to(award.state()).isEmpty();
  }

  private @Nullable String me() {
    Viewer viewer = page.viewer();
    return viewer == null ? null : viewer.userId();
  }

  public boolean checks() {
    return can(Permission.AWARDS_CHECK, AwardMove.CHECK);
  }

  public boolean publishes() {
    return can(Permission.AWARDS_CHECK, AwardMove.PUBLISH) && procedure.publicationDays() > 0 && award.finding() == Award.Finding.ENTITLED;
  }

  /** Whether the award waits for a decision that this viewer could take at all. */
  public boolean decides() {
    return can(Permission.AWARDS_APPROVE, AwardMove.APPROVE) && !Objects.equals(me(), award.checkedBy());
  }

  public boolean approves() {
    return decides() && hindrance == null;
  }

  public boolean undoes() {
    return can(Permission.AWARDS_APPROVE, AwardMove.UNDO_APPROVAL) && Objects.equals(me(), award.firstApprover());
  }

  public boolean givesBack() {
    return can(Permission.AWARDS_CHECK, AwardMove.RETURN) || can(Permission.AWARDS_APPROVE, AwardMove.RETURN);
  }

  public boolean bringsPapers() {
    return can(Permission.AWARDS_APPLY, AwardMove.ADD_EVIDENCE);
  }

  public boolean asksPapers() {
    return can(Permission.AWARDS_CHECK, AwardMove.ASK_PAPERS) || can(Permission.AWARDS_APPLY, AwardMove.ASK_PAPERS);
  }

  public boolean corrects() {
    return can(Permission.AWARDS_APPLY, AwardMove.CORRECT);
  }

  public boolean takesUp() {
    return award.state() == AwardState.PROPOSED && page.may(Permission.AWARDS_APPLY);
  }

  public boolean withdraws() {
    return can(Permission.AWARDS_APPLY, AwardMove.WITHDRAW);
  }

  public boolean objects() {
    return can(Permission.AWARDS_APPLY, AwardMove.OBJECT);
  }

  public boolean answersObjections() {
    return can(Permission.AWARDS_CHECK, AwardMove.ANSWER_OBJECTION);
  }

  public boolean suspends() {
    return can(Permission.AWARDS_CHECK, AwardMove.SUSPEND);
  }

  public boolean resumes() {
    return can(Permission.AWARDS_CHECK, AwardMove.RESUME);
  }

  public boolean ends() {
    return can(Permission.AWARDS_CHECK, AwardMove.END);
  }

  public Optional<Appeals.Appeal> openAppeal() {
    return appeals.stream().filter(appeal -> appeal.granted() == null).findFirst();
  }

  public boolean takesAppeals() {
    return can(Permission.AWARDS_APPLY, AwardMove.APPEAL) && openAppeal().isEmpty();
  }

  public boolean decidesAppeal() {
    return page.may(Permission.AWARDS_APPROVE) && openAppeal().isPresent();
  }

  /** Whoever handles awards reads what was said; others see that it was. */
  public boolean reads() {
    return page.may(Permission.AWARDS_CHECK) || page.may(Permission.AWARDS_APPROVE) || page.may(Permission.AWARDS_APPLY);
  }

  public boolean letter() {
    return award.state() == AwardState.REFUSED || award.approvedAt() != null;
  }

  /** Why it was refused, suspended or ended, as the person was told; null for no reason. */
  public @Nullable String reason(AwardMove move) {
    return history.stream().filter(event -> event.move() == move).findFirst().map(AwardHistory.Event::reason).map(this::said).orElse(null);
  }

  private @Nullable String said(@Nullable String reason) {
    return AwardRounds.UNDONE.equals(reason) ? page.t("awards.undone") : reason;
  }

  public List<Moment> moments() {
    return history.stream().map(event -> Moment.of(page.t("awards.move." + event.move()), event.at()).by(name(event.actor())).text(more(event))).toList();
  }

  private @Nullable String more(AwardHistory.Event event) {
    List<String> parts = new ArrayList<>();
    Object finding = event.details().get("finding");
    if (finding != null) parts.add(page.t("awards.finding." + finding));
    Object ended = event.move() == AwardMove.END ? event.details().get("reason") : null;
    if (ended != null) parts.add(page.t("awards.endReason." + ended));
    Object last = event.details().get("lastMonth");
    if (last != null) parts.add(page.t("awards.lastMonthOf", last));
    Object from = event.details().get("from");
    if (from != null) parts.add(page.t("awards.fromOf", from));
    String reason = said(event.reason());
    if (reason != null) parts.add(reason);
    return parts.isEmpty() ? null : String.join("\n", parts);
  }

  /** The way through, as far as it is gone. */
  public List<Step> steps() {
    List<AwardState> way = new ArrayList<>(List.of(AwardState.APPLIED, AwardState.CHECKED));
    if (procedure.publicationDays() > 0 || award.publishedFrom() != null) way.add(AwardState.PUBLISHED);
    if (award.state() == AwardState.FIRST_APPROVED || award.firstApprover() != null) way.add(AwardState.FIRST_APPROVED);
    way.add(AwardState.IN_PAYMENT);
    int at = award.state() == AwardState.PROPOSED ? -1 : way.indexOf(award.state());
    if (award.state() == AwardState.SUSPENDED || award.state() == AwardState.ENDED) at = way.size() - 1;
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < way.size(); i++) {
      String label = page.t("awards.step." + way.get(i));
      boolean last = i == way.size() - 1;
      steps.add(i < at || i == at && last ? Step.done(label, null) : i == at ? Step.now(label, null) : Step.ahead(label, null));
    }
    return steps;
  }

  /** What the check can find, given what the rules say. */
  public List<Choice> findings() {
    Answer answer = explanation == null ? Answer.UNKNOWN : explanation.answer();
    List<Award.Finding> possible = switch (answer) {
      case YES -> List.of(Award.Finding.ENTITLED, Award.Finding.NOT_ENTITLED);
      case NO -> List.of(Award.Finding.NOT_ENTITLED);
      case UNKNOWN -> List.of(Award.Finding.UNKNOWN);
    };
    return possible.stream().map(finding -> Choice.of(finding.name(), page.t("awards.finding." + finding), page.t("awards.finding.hint." + finding))).toList();
  }

  /** What papers can settle. */
  public List<Choice> facts() {
    return explanation == null ? List.of() : explanation.missing().stream().map(missing -> Choice.of(missing.code(), missing.fact() + " · " + missing.paper())).toList();
  }

  public static List<Choice> endReasons(Page page) {
    return Arrays.stream(Award.EndReason.values()).filter(reason -> reason != Award.EndReason.DIED).map(reason -> Choice.of(reason.name(), page.t("awards.endReason." + reason))).toList();
  }

  public static List<Choice> origins(Page page) {
    return List.of(Award.Origin.PAPER, Award.Origin.PHONE, Award.Origin.VISIT).stream().map(origin -> Choice.of(origin.name(), page.t("awards.origin." + origin))).toList();
  }
}
