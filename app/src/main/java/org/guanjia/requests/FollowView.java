package org.guanjia.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Picture;
import org.guanjia.platform.ui.Step;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * What a reporter sees of a matter: their own words, where it stands, what was answered. Templates of the follow-up page
 * get this and never the matter itself, so that nothing can slip through that is for staff.
 *
 * @param now where it stands, in a sentence
 * @param deadline by when the next step is due; null when nothing is owed
 * @param phone masked; empty when none was left
 * @param published where everybody reads what was asked and answered; null when it is not public
 * @param rating of the reporter, 1 to 5; null when none
 */
public record FollowView(
    String code,
    String title,
    Instant receivedAt,
    String standing,
    Tone tone,
    String now,
    @Nullable String deadline,
    boolean late,
    List<Step> steps,
    List<String> offices,
    List<Matter.Question> questions,
    @Nullable Told answer,
    List<Pair> pairs,
    List<Picture> work,
    String words,
    @Nullable String place,
    @Nullable String category,
    @Nullable String onBehalfOf,
    String phone,
    List<Picture> photos,
    List<Paper> papers,
    List<Moment> story,
    @Nullable String published,
    boolean merged,
    @Nullable Integer rating,
    boolean mayAdd,
    boolean mayWithdraw,
    boolean mayRate,
    boolean mayReopen) {

  /** The answer as it was approved. */
  public record Told(String text, Instant at) {}

  public record Pair(Picture before, Picture after) {}

  /** A paper that the reporter sent. */
  public record Paper(String href, String name) {}

  /** What the view takes names from. */
  record Names(Map<String, String> offices, Map<String, String> villages, Map<String, String> categories) {}

  /**
   * @param carrier the matter that carries a merged request along; null for one that stands for itself
   */
  static FollowView of(Page page, Matter matter, @Nullable Matter carrier, Names names, LocalDate today, @Nullable String published) {
    return new Reading(page, matter, carrier, names, today, published).view();
  }

  public String display() {
    return ReceiptCode.display(code);
  }

  /** Reads one matter for one page. */
  private record Reading(Page page, Matter matter, @Nullable Matter carrier, Names names, LocalDate today, @Nullable String published) {

    FollowView view() {
      List<Picture> before = pictures(work(), AttachmentKind.BEFORE, "follow.before");
      List<Picture> after = pictures(work(), AttachmentKind.AFTER, "follow.after");
      State stands = work().state();
      boolean withdrawn = matter.state() == State.WITHDRAWN;
      return new FollowView(
          matter.code(), matter.line().title(), matter.line().receivedAt(), page.t("follow.state." + (waitsForReporter() ? "asked" : shown())), tone(), now(), deadline(), late(), steps(),
          offices(), withdrawn ? List.of() : matter.openQuestions(), answer(), pairs(before, after), rest(before, after), matter.words(), place(),
          category(), matter.onBehalfOf(), matter.reporterPhone(), pictures(matter, AttachmentKind.REPORTED, "follow.photo"), papers(),
          FollowStory.of(page, names.offices(), matter, carrier), published, carrier != null, matter.line().rating(),
          matter.state().open() || (carrier != null && stands.open()), matter.can(Move.WITHDRAW), mayRate(), matter.can(Move.REOPEN) && !matter.reopened());
    }

    /** The matter that the work is done on. */
    private Matter work() {
      return carrier == null ? matter : carrier;
    }

    private State shown() {
      return work().state();
    }

    private Tone tone() {
      if (waitsForReporter() || late()) return Tone.WARNING;
      return switch (shown()) {
        case RECEIVED, TRIAGED, IN_DEPARTMENT, DONE, UNDER_REVIEW -> Tone.INFO;
        case ANSWERED, FED_BACK, RATED -> Tone.SUCCESS;
        case MERGED, WITHDRAWN -> Tone.NEUTRAL;
      };
    }

    private boolean waitsForReporter() {
      return matter.state().open() && !matter.openQuestions().isEmpty();
    }

    private boolean late() {
      return work().line().overdue(today) && !answered();
    }

    private String now() {
      if (waitsForReporter()) return page.t("follow.now.asked");
      if (shown() != State.IN_DEPARTMENT) return page.t("follow.now." + shown());
      String all = String.join(page.t("follow.comma"), offices());
      boolean accepted = work().departments().stream().anyMatch(hands -> hands.state().equals("ACCEPTED") || hands.state().equals("DONE"));
      return page.t(accepted ? "follow.now.inHands" : "follow.now.offered", all.isEmpty() ? page.t("follow.someOffice") : all);
    }

    private @Nullable String deadline() {
      String due = page.date(work().line().dueOn());
      if (waitsForReporter() || work().line().clockStopped()) return page.t("follow.deadline.stands");
      if (late()) return page.t("follow.deadline.late", due);
      return switch (shown()) {
        case RECEIVED -> page.t("follow.deadline.triage", due);
        case TRIAGED, IN_DEPARTMENT, DONE -> page.t("follow.deadline.handling", due);
        case UNDER_REVIEW -> page.t("follow.deadline.review", due);
        case ANSWERED, FED_BACK, RATED, MERGED, WITHDRAWN -> null;
      };
    }

    private boolean answered() {
      return switch (shown()) {
        case ANSWERED, FED_BACK, RATED -> true;
        case RECEIVED, TRIAGED, IN_DEPARTMENT, DONE, UNDER_REVIEW, MERGED, WITHDRAWN -> false;
      };
    }

    private List<Step> steps() {
      if (matter.state() == State.WITHDRAWN) return List.of();
      int at =
          switch (shown()) {
            case RECEIVED, MERGED, WITHDRAWN -> 1;
            case TRIAGED, IN_DEPARTMENT, DONE -> 2;
            case UNDER_REVIEW -> 3;
            case ANSWERED, FED_BACK -> 4;
            case RATED -> 5;
          };
      String[] names = {"received", "assigned", "worked", shown() == State.UNDER_REVIEW ? "reviewed" : "answered", "rated"};
      var steps = new ArrayList<Step>();
      for (int i = 0; i < names.length; i++) {
        String title = page.t("follow.step." + names[i]);
        steps.add(i < at ? Step.done(title, null) : i == at ? Step.now(title, null) : Step.ahead(title, null));
      }
      return List.copyOf(steps);
    }

    private List<String> offices() {
      return work().departments().stream()
          .filter(hands -> !hands.state().equals("REFUSED"))
          .map(hands -> names.offices().getOrDefault(hands.department(), page.t("follow.someOffice")))
          .distinct()
          .toList();
    }

    /** The last approved answer; while a matter is looked at again, the one given before still stands to be read. */
    private @Nullable Told answer() {
      return work().answer().map(answer -> new Told(answer.text(), Objects.requireNonNullElse(answer.decidedAt(), answer.draftedAt()))).orElse(null);
    }

    private boolean mayRate() {
      boolean rated = matter.line().rating() != null;
      return carrier == null ? matter.can(Move.RATE) && (!rated || matter.state() == State.FED_BACK) : !rated && carrier.can(Move.RATE);
    }

    private @Nullable String place() {
      String village = Optional.ofNullable(matter.line().village()).map(names.villages()::get).orElse(null);
      String place = MatterView.place(village, matter.villageGroup(), matter.line().address());
      return place.isEmpty() ? null : place;
    }

    private @Nullable String category() {
      return Optional.ofNullable(matter.line().category()).map(names.categories()::get).orElse(null);
    }

    private List<Picture> pictures(Matter of, AttachmentKind kind, String key) {
      var pictures = new ArrayList<Picture>();
      for (Matter.Attached file : of.files(kind)) {
        if (!file.picture()) continue;
        String path = path(file);
        pictures.add(new Picture(path + "?variant=LARGE", path + "?variant=SMALL", page.t(key, pictures.size() + 1), null));
      }
      return pictures;
    }

    private List<Paper> papers() {
      return matter.files(AttachmentKind.REPORTED).stream().filter(file -> !file.picture()).map(file -> new Paper(path(file), file.name())).toList();
    }

    private String path(Matter.Attached file) {
      return "/follow/" + matter.code() + "/files/" + file.id();
    }

    private static List<Pair> pairs(List<Picture> before, List<Picture> after) {
      var pairs = new ArrayList<Pair>();
      for (int i = 0; i < Math.min(before.size(), after.size()); i++) pairs.add(new Pair(before.get(i), after.get(i)));
      return pairs;
    }

    private static List<Picture> rest(List<Picture> before, List<Picture> after) {
      int paired = Math.min(before.size(), after.size());
      var rest = new ArrayList<>(before.subList(paired, before.size()));
      rest.addAll(after.subList(paired, after.size()));
      return rest;
    }
  }
}
