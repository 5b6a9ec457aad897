package org.guanjia.assessments;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guanjia.people.PersonLine;
import org.guanjia.people.PlaceNames;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * An assessment with what its page shows.
 *
 * @param person null when the viewer does not see them
 * @param names of assessors, by user id
 */
public record AssessmentView(Page page, Assessment assessment, @Nullable PersonLine person, Map<String, String> names, List<AssessmentStore.Event> history, PlaceNames places) {

  public String path() {
    return "/assessments/" + assessment.id();
  }

  public String title() {
    return person == null ? page.t("assessments.one") : page.t("assessments.of", person.name());
  }

  public String name(String user) {
    return names.getOrDefault(user, user);
  }

  /** Who made it, in one line. */
  public String assessors() {
    String listed = assessment.assessors();
    if (listed != null) return listed;
    return String.join(page.t("access.list.separator"), assessment.signed().stream().map(sheet -> name(sheet.assessor())).toList());
  }

  private String me() {
    return Objects.requireNonNull(page.viewer()).userId();
  }

  public boolean assesses() {
    return page.may(Permission.ABILITY_ASSESS) && assessment.state() == AssessmentState.OPEN;
  }

  public boolean withdraws() {
    return page.may(Permission.AWARDS_CHECK) && assessment.state() == AssessmentState.COUNTS;
  }

  public Optional<Sheet> mine() {
    Viewer viewer = page.viewer();
    return viewer == null ? Optional.empty() : assessment.sheet(viewer.userId());
  }

  /** What the viewer can sign without filling in a sheet. */
  public Optional<Sheet> theirs() {
    return assesses() ? assessment.signedByAnother(me()) : Optional.empty();
  }

  /** The points of an item as each sheet has them, in the order of the sheets; empty where not filled in. */
  public List<String> points(Standard.Item item) {
    int at = Standard.ITEMS.indexOf(item);
    return assessment.sheets().stream().map(sheet -> sheet.found().scores().get(at)).map(score -> score == Sheet.OPEN ? "" : String.valueOf(score)).toList();
  }

  public boolean differs(Standard.Item item) {
    return points(item).stream().distinct().count() > 1;
  }

  /** What beside the items is found, row by row: label, then what each sheet says. */
  public Map<String, List<String>> more() {
    Map<String, List<String>> more = new LinkedHashMap<>();
    more.put(page.t("assessments.coma"), said(found -> yes(found.coma())));
    more.put(page.t("assessments.dementia"), said(found -> yes(found.dementia())));
    more.put(page.t("assessments.mental"), said(found -> yes(found.mental())));
    more.put(page.t("assessments.riskEvents"), said(found -> String.valueOf(found.riskEvents())));
    return more;
  }

  private List<String> said(java.util.function.Function<Sheet.Finding, String> of) {
    return assessment.sheets().stream().map(sheet -> of.apply(sheet.found())).toList();
  }

  private String yes(boolean is) {
    return page.t(is ? "assessments.yes" : "assessments.no");
  }

  /** Why the level is what it is, in one sentence; null while it does not count and of an older result. */
  public @Nullable String why() {
    Standard.Result result = assessment.result();
    if (result == null) return null;
    String points = page.t("assessments.why.points", result.score(), Standard.SCORE_MAX, result.byPoints());
    Sheet.Finding found = assessment.signed().getFirst().found();
    if (found.coma()) return points + page.t("assessments.why.coma");
    return result.worsened() ? points + page.t("assessments.why.worse", result.level()) : points;
  }

  public List<Moment> moments() {
    return history.stream().map(event -> Moment.of(page.t("assessments.move." + event.move()), event.at()).by(name(event.actor())).text(event.reason())).toList();
  }

  /** What an item lets choose from, best first. */
  public static List<Choice> points(Page page, Standard.Item item) {
    return IntStream.rangeClosed(0, item.most()).map(back -> item.most() - back)
        .mapToObj(points -> Choice.of(String.valueOf(points), page.t("assessments.points", points), meaning(page, item, points))).toList();
  }

  private static @Nullable String meaning(Page page, Standard.Item item, int points) {
    if (item.scale() == Standard.Scale.HELP) return page.t("assessments.help." + points);
    return points == item.most() ? page.t("assessments.best") : points == 0 ? page.t("assessments.worst") : null;
  }

  public static List<Choice> reasons(Page page) {
    return Arrays.stream(Assessment.Reason.values()).filter(reason -> reason != Assessment.Reason.CORRECTION && reason != Assessment.Reason.IMPORTED)
        .map(reason -> Choice.of(reason.name(), page.t("assessments.reason." + reason))).toList();
  }

  public static List<Choice> places(Page page) {
    return Arrays.stream(Assessment.Place.values()).filter(place -> place != Assessment.Place.UNKNOWN).map(place -> Choice.of(place.name(), page.t("assessments.place." + place))).toList();
  }
}
