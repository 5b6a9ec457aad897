package org.guanjia.requests;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Picture;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.matching.PolicyFinder;
import org.jspecify.annotations.Nullable;

/**
 * The page of a matter.
 *
 * @param words names by code and id, as the viewer reads them
 * @param deeds what the viewer may do now
 * @param deed the one whose form stands open; null for none
 * @param choices what the open form lets choose from
 * @param covering policies that may cover it, while it is triaged
 * @param revealed the reporter, once, after the purpose was given; null otherwise
 * @param dropIn the drop-in day it was raised on; null for none
 * @param usual the department that usually handles matters of this category; null for none
 * @param from query of the list the viewer came from; empty for none
 * @param links where other modules lead on from here
 * @param next the matter after this one in that list; null for none
 */
public record MatterView(
    Matter matter,
    Names words,
    List<Moment> history,
    List<Deed> deeds,
    @Nullable Deed deed,
    DeedForm form,
    Choices choices,
    List<PolicyFinder.Match> covering,
    Reveals.@Nullable Person revealed,
    DropIns.@Nullable Day dropIn,
    @Nullable String usual,
    String from,
    List<MatterLink.Link> links,
    MatterLists.@Nullable Next next,
    DueText due) {

  /** Names of people, departments, categories and places in the viewer's language. */
  public record Names(Map<String, String> people, Map<String, String> departments, Map<String, String> categories, Map<String, String> villages) {

    /** A member of staff, the reporter, the system itself, or another system. */
    public String person(Page page, @Nullable String actor) {
      if (actor == null) return "";
      String name = people.get(actor);
      if (name != null) return name;
      if (actor.equals("resident")) return page.t("matter.who.resident");
      return page.t(actor.equals("system") ? "matter.who.system" : actor.startsWith("token:") ? "matter.who.otherSystem" : "matter.who.unknown");
    }

    public String department(String code) {
      return departments.getOrDefault(code, code);
    }

    public @Nullable String category(@Nullable String code) {
      return code == null ? null : categories.getOrDefault(code, code);
    }

    public @Nullable String village(@Nullable String code) {
      return code == null ? null : villages.getOrDefault(code, code);
    }
  }

  /** What forms let choose from; empty where the open form does not ask. */
  public record Choices(List<Choice> categories, List<Choice> departments, List<Choice> villages, List<Choice> staff, List<Choice> policies) {
    static final Choices NONE = new Choices(List.of(), List.of(), List.of(), List.of(), List.of());
  }

  public String path() {
    return "/requests/" + matter.code();
  }

  /** The page with that deed's form open. */
  public String path(Deed other) {
    return path() + "?do=" + other.verb() + (from.isEmpty() ? "" : "&from=" + encoded());
  }

  /** This page as links from others carry it on. */
  public String here() {
    return from.isEmpty() ? path() : path() + "?from=" + encoded();
  }

  /** The list the viewer came from. */
  public String list() {
    return MatterLists.back(from);
  }

  private String encoded() {
    return URLEncoder.encode(from, StandardCharsets.UTF_8);
  }

  public boolean may(Deed other) {
    return deeds.contains(other);
  }

  /** The deeds besides the open one. */
  public List<Deed> others() {
    return deeds.stream().filter(other -> other != deed && other != Deed.REVEAL).toList();
  }

  public List<Picture> pictures(Page page, AttachmentKind kind) {
    return matter.files(kind).stream().filter(Matter.Attached::picture).map(file -> picture(page, file)).toList();
  }

  public List<Matter.Attached> papers() {
    return matter.files().stream().filter(file -> !file.picture()).toList();
  }

  public String file(Matter.Attached file) {
    return path() + "/files/" + file.id();
  }

  private Picture picture(Page page, Matter.Attached file) {
    String alt = page.t("matter.picture." + file.kind().name());
    return new Picture(file(file) + "?size=large", file(file) + "?size=small", alt, page.dateTime(file.addedAt()));
  }

  /** The colour of the state. */
  public Tone tone() {
    return switch (matter.state()) {
      case RECEIVED, DONE, ANSWERED -> Tone.WARNING;
      case TRIAGED, IN_DEPARTMENT -> Tone.INFO;
      case UNDER_REVIEW -> Tone.DANGER;
      case FED_BACK, RATED -> Tone.SUCCESS;
      case MERGED, WITHDRAWN -> Tone.NEUTRAL;
    };
  }

  /** Village, group, grid and address in one line; empty when no place was told. */
  public String place() {
    return place(words.village(matter.line().village()), matter.villageGroup(), matter.line().address());
  }

  /** A village that the address begins with is not said twice. */
  static String place(@Nullable String village, @Nullable String group, @Nullable String address) {
    boolean said = village != null && address != null && address.startsWith(village);
    return Stream.of(said ? "" : village, group, address).filter(part -> part != null && !part.isBlank()).collect(Collectors.joining(" · "));
  }

  /** The six outcomes, each with what it means. */
  public List<Choice> outcomes(Page page) {
    return Arrays.stream(Outcome.values()).map(outcome -> Choice.of(outcome.name(), page.t("requests.outcome." + outcome.name()), page.t("matter.outcome." + outcome.name()))).toList();
  }

  /** The department that leads, else the one that usually handles matters of the category. */
  public @Nullable String lead() {
    return matter.lead().map(Matter.Hands::department).orElse(usual);
  }

  /** The departments that help now. */
  public List<String> helpers() {
    return matter.departments().stream().filter(hands -> !hands.lead() && !List.of("REFUSED", "RECALLED").contains(hands.state())).map(Matter.Hands::department).toList();
  }

  /** The likeliest policy; null where none is likely. */
  public @Nullable String likeliest() {
    return covering.isEmpty() ? null : String.valueOf(covering.getFirst().id());
  }

  /** The policy that triage found to cover the matter. */
  public @Nullable String chosenPolicy() {
    if (matter.line().outcome() != Outcome.POLICY) return null;
    return matter.history().reversed().stream()
        .filter(event -> event.move() == Move.TRIAGE && event.details().get("policies") instanceof List<?> chosen && !chosen.isEmpty())
        .map(event -> String.valueOf(((List<?>) Objects.requireNonNull(event.details().get("policies"))).getFirst()))
        .findFirst()
        .orElse(null);
  }

  /** What was drafted before it was returned, to go on from; null for the first draft. */
  public @Nullable String lastDraft() {
    return matter.answers().isEmpty() || !Boolean.FALSE.equals(matter.answers().getLast().approved()) ? null : matter.answers().getLast().text();
  }

  /** What the viewer's department reported before it was returned; null for its first report. */
  public @Nullable String lastResult(Page page) {
    return own(page).map(Matter.Hands::result).orElse(null);
  }

  /** Whether the viewer's department answers for the matter. */
  public boolean leads(Page page) {
    return own(page).filter(Matter.Hands::lead).isPresent();
  }

  private Optional<Matter.Hands> own(Page page) {
    return page.viewer() == null ? Optional.empty() : matter.handsOf(page.viewer().department());
  }

  /** The reporters who wait to be told, by the codes of their own requests. */
  public List<Choice> waiting(Page page) {
    return matter.tellings().stream()
        .filter(telling -> telling.toldAt() == null)
        .map(telling -> Choice.of(telling.code(), ReceiptCode.display(telling.code()), page.t("requests.way." + telling.way().name())))
        .toList();
  }

  public @Nullable String firstWaiting() {
    return matter.tellings().stream().filter(telling -> telling.toldAt() == null).map(Matter.Telling::code).findFirst().orElse(null);
  }

  /** Dissatisfied ratings that nobody has reviewed yet. */
  public List<Matter.Rating> complaints() {
    return matter.ratings().stream().filter(rating -> rating.score() < FollowUp.SATISFIED_FROM_SCORE && rating.reviewedAt() == null).toList();
  }

  public List<Choice> purposes(Page page) {
    return Arrays.stream(Reveals.Purpose.values()).map(purpose -> Choice.of(purpose.name(), page.t("matter.purpose." + purpose.name()))).toList();
  }

  /** The reporter as everybody sees them. */
  public String reporter(Page page) {
    if (matter.anonymous()) return page.t("matter.anonymous");
    String masked = (matter.reporterName() + " " + matter.reporterPhone()).strip();
    return masked.isEmpty() ? page.t("matter.noName") : masked;
  }

  /** Which of two duplicates stays. */
  public List<Choice> eitherStays(Page page, MatterView other) {
    return Stream.of(this, other).map(one -> Choice.of(one.matter.code(), ReceiptCode.display(one.matter.code()) + " " + one.matter.line().title(), page.dateTime(one.matter.line().receivedAt()))).toList();
  }

  /** Usually the one stays that was there first. */
  public String older(MatterView other) {
    return other.matter.line().receivedAt().isBefore(matter.line().receivedAt()) ? other.matter.code() : matter.code();
  }

  /** The form for one more by the same channel in the same village. */
  public String another() {
    var address = new StringBuilder("/requests/new?channel=" + matter.line().channel().name());
    if (matter.line().village() != null) address.append("&village=").append(matter.line().village());
    if (matter.grid() != null) address.append("&grid=").append(matter.grid());
    if (matter.dropIn() != null) address.append("&dropIn=").append(matter.dropIn());
    return address.toString();
  }
}
