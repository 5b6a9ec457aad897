package org.guanjia.requests;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
 * @param from query of the list the viewer came from; empty for none
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
    String from,
    LocalDate today,
    int workingDaysLate) {

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
    return from.isEmpty() ? "/requests" : "/requests?" + from;
  }

  private String encoded() {
    return java.net.URLEncoder.encode(from, java.nio.charset.StandardCharsets.UTF_8);
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

  /** How the deadline stands, in words; empty when nobody owes anything any more. */
  public String due(Page page) {
    if (!matter.state().open()) return "";
    if (matter.line().clockStopped()) return page.t("matter.due.stopped");
    if (workingDaysLate > 0) return page.t("matter.due.late", workingDaysLate);
    return matter.line().dueOn().equals(today) ? page.t("matter.due.today") : page.t("matter.due.on", page.date(matter.line().dueOn()));
  }

  public Tone dueTone() {
    if (matter.line().clockStopped()) return Tone.NEUTRAL;
    if (workingDaysLate > 0) return Tone.DANGER;
    return matter.line().dueOn().equals(today) ? Tone.WARNING : Tone.NEUTRAL;
  }

  /** Village, group, grid and address in one line; empty when no place was told. */
  public String place() {
    return java.util.stream.Stream.of(words.village(matter.line().village()), matter.villageGroup(), matter.line().address())
        .filter(part -> part != null && !part.isBlank())
        .collect(java.util.stream.Collectors.joining(" · "));
  }
}
