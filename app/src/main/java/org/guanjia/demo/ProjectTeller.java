package org.guanjia.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.guanjia.projects.Kind;
import org.guanjia.projects.Opinion;
import org.guanjia.projects.ProjectMove;
import org.guanjia.projects.ProjectState;
import org.guanjia.projects.Slot;
import org.guanjia.projects.Source;
import org.guanjia.requests.Outcome;
import org.guanjia.requests.State;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/**
 * Tells the town's project libraries: 2020 as the town published it (35 micro-projects done, 46 wishes fulfilled), and the last two years and
 * this one at the scale of the neighbouring towns (23 to 34 a year, 3.9 to 9.3 million yuan, done by the end of November).
 */
final class ProjectTeller {

  static final int PUBLISHED_YEAR = 2020;
  static final int PUBLISHED_PROJECTS = 35;
  static final int PUBLISHED_WISHES = 46;
  private static final int LINKED_MAX = 9;
  private static final String DESK = "desk";
  private static final String SECRETARY = "secretary";

  /** How many projects of this year stand where, the linked ones apart; 34 in all are the most a year has. */
  private static final Map<ProjectState, Integer> THIS_YEAR = new LinkedHashMap<>();

  static {
    THIS_YEAR.put(ProjectState.CLOSED, 9);
    THIS_YEAR.put(ProjectState.ACCEPTED, 2);
    THIS_YEAR.put(ProjectState.UNDER_WAY, 4);
    THIS_YEAR.put(ProjectState.APPROVED, 2);
    THIS_YEAR.put(ProjectState.BEFORE_MEETING, 2);
    THIS_YEAR.put(ProjectState.SURVEYED, 1);
    THIS_YEAR.put(ProjectState.PROPOSED, 1);
    THIS_YEAR.put(ProjectState.DEFERRED, 1);
    THIS_YEAR.put(ProjectState.REFUSED, 1);
    THIS_YEAR.put(ProjectState.WITHDRAWN, 1);
  }

  /** Where the projects stand that come from requests, in turn. */
  private static final List<ProjectState> LINKED =
      List.of(ProjectState.PROPOSED, ProjectState.SURVEYED, ProjectState.BEFORE_MEETING, ProjectState.APPROVED, ProjectState.UNDER_WAY);

  private record Pattern(
      Kind kind, String title, String need, String result, Scenes.Scene scene, String department, String builder, long costFen, int benefiting) {}

  private final Catalog catalog;
  private final Instant now;
  private final SplittableRandom random;
  private final List<Pattern> patterns = read();
  private final List<Tale> tales = new ArrayList<>();
  private int turn = 0;

  private ProjectTeller(Catalog catalog, Instant now, long seed) {
    this.catalog = catalog;
    this.now = now;
    this.random = new SplittableRandom(seed);
  }

  /** @param stories the town's requests, some of which were triaged to become projects */
  static List<Tale> tell(Catalog catalog, List<Story> stories, Instant now, long seed) {
    var teller = new ProjectTeller(catalog, now, seed);
    int year = OfficeHours.day(now).getYear();
    teller.published();
    teller.pastYear(year - 2, 26);
    teller.pastYear(year - 1, 31);
    teller.thisYear(year, stories);
    return teller.numbered();
  }

  private void published() {
    Story.Village subian = village("粟边村");
    var fork =
        new Pattern(
            Kind.WORKS, "粟边完美塘岔路口修整", "完美塘边的岔路口坑洼不平，会车困难，晚上看不清，群众多次反映。", "岔路口路面重铺，划了标线，装了反光镜，会车和步行都安全了。",
            Scenes.Scene.FORK, "transport", "镇属道路养护单位（示例）", 18_600_000, 2_300);
    tell(PUBLISHED_YEAR, fork, subian, fork.title(), "完美塘岔路口", ProjectState.CLOSED, null);
    for (int i = 1; i < PUBLISHED_PROJECTS; i++) tellNext(PUBLISHED_YEAR, i % 5 == 4 ? Kind.SERVICE : Kind.WORKS, ProjectState.CLOSED);
    Pattern bed = patterns.stream().filter(pattern -> pattern.scene() == Scenes.Scene.BED).findFirst().orElseThrow();
    tell(PUBLISHED_YEAR, bed, nextVillage(), bed.title(), null, ProjectState.CLOSED, null);
    for (int i = 1; i < PUBLISHED_WISHES; i++) tellNext(PUBLISHED_YEAR, Kind.WISH, ProjectState.CLOSED);
  }

  private void pastYear(int year, int count) {
    for (int i = 0; i < count; i++) tellNext(year, i % 4 == 3 ? Kind.SERVICE : Kind.WORKS, i == 5 ? ProjectState.REFUSED : ProjectState.CLOSED);
  }

  private void thisYear(int year, List<Story> stories) {
    THIS_YEAR.forEach(
        (state, count) -> {
          for (int i = 0; i < count; i++) tellNext(year, i % 4 == 3 ? Kind.SERVICE : Kind.WORKS, state);
        });
    for (int i = 0; i < 4; i++) tellNext(year, Kind.WISH, i < 2 ? ProjectState.CLOSED : ProjectState.SURVEYED);
    fromRequests(year, stories);
  }

  /** The latest requests that were triaged to become a project or a wish, answered for the time being or not. */
  private void fromRequests(int year, List<Story> stories) {
    List<Story> fit =
        stories.stream()
            .filter(story -> story.outcome == Outcome.MICRO_PROJECT && story.mergedInto == null && story.state != State.WITHDRAWN)
            .filter(story -> OfficeHours.day(story.opening.at()).getYear() == year && story.opening.at().isBefore(now.minus(Duration.ofDays(10))))
            .sorted(Comparator.comparing((Story story) -> story.opening.at()).reversed())
            .limit(LINKED_MAX)
            .toList();
    for (int i = 0; i < fit.size(); i++) {
      Story story = fit.get(i);
      Scenes.Scene scene = Scenes.of(story.opening.category().code());
      Pattern like = patterns.stream().filter(pattern -> pattern.kind() == Kind.WORKS && pattern.scene() == scene).findFirst().orElse(patterns.getFirst());
      tell(year, like, story.opening.village(), cut(story.opening.title()), story.opening.address(), LINKED.get(i % LINKED.size()), story);
    }
  }

  private void tellNext(int year, Kind kind, ProjectState state) {
    List<Pattern> fitting = patterns.stream().filter(pattern -> pattern.kind() == kind && pattern.scene() != Scenes.Scene.BED).toList();
    Pattern pattern = fitting.get(turn % fitting.size());
    Story.Village village = nextVillage();
    tell(year, pattern, village, pattern.title().replace("{village}", village.shortName()), null, state, null);
  }

  private void tell(int year, Pattern pattern, Story.Village village, String title, @Nullable String place, ProjectState end, @Nullable Story origin) {
    double size = origin == null && pattern.kind() != Kind.WISH ? 0.8 + random.nextDouble() * 0.5 : 1;
    long cost = Math.max(10_000, Math.round(pattern.costFen() * size / 100_000) * 100_000);
    if (pattern.kind() == Kind.WISH) cost = pattern.costFen();
    var tale =
        new Tale(
            year, pattern.kind(), village, title, place, origin == null ? pattern.need() : cut(origin.opening.words(), 2_000),
            Math.max(1, (int) (pattern.benefiting() * size)), cost, origin);
    tales.add(tale);
    new Course(tale, pattern, clock(tale, end), random.nextInt(Scenes.VARIANTS)).until(end);
  }

  /** Even steps from the proposal in spring to the end in November, or to now. */
  private Steps clock(Tale tale, ProjectState end) {
    LocalDate today = OfficeHours.day(now);
    LocalDate from = LocalDate.of(tale.year, 1, 8).plusDays(random.nextInt(50));
    LocalDate to = LocalDate.of(tale.year, 11, 8).plusDays(random.nextInt(20));
    if (tale.origin != null) {
      from = OfficeHours.day(tale.origin.opening.at()).plusDays(2);
      to = today;
    }
    if (!to.isBefore(today)) to = today.minusDays(1);
    if (!from.isBefore(to)) from = to.minusDays(5);
    return new Steps(from, to, end);
  }

  /** Hands out moments, each after the one before. */
  private final class Steps {
    private final LocalDate from;
    private final long days;
    private final int count;
    private int taken = 0;

    Steps(LocalDate from, LocalDate to, ProjectState end) {
      this.from = from;
      this.days = Math.max(1, to.toEpochDay() - from.toEpochDay());
      this.count = end == ProjectState.CLOSED ? 14 : 18;
    }

    Instant next() {
      LocalDate day = from.plusDays(days * Math.min(taken, count - 1) / count);
      while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) day = day.minusDays(1);
      Instant at = day.atTime(9, 0).plusMinutes(10L * taken++ + random.nextInt(8)).atZone(OfficeHours.ZONE).toInstant();
      return at;
    }
  }

  /** One project's way. */
  private final class Course {
    private final Tale tale;
    private final Pattern pattern;
    private final Steps steps;
    private final int variant;
    private final String officer;

    Course(Tale tale, Pattern pattern, Steps steps, int variant) {
      this.tale = tale;
      this.pattern = pattern;
      this.steps = steps;
      this.variant = variant;
      this.officer = catalog.officer(pattern.department());
    }

    void until(ProjectState end) {
      String clerk = catalog.clerk(tale.village);
      Map<String, ?> requests = tale.origin == null ? Map.of() : Map.of("requests", List.of(tale.origin));
      tale.move(steps.next(), tale.origin == null ? clerk : DESK, ProjectMove.PROPOSE, ProjectState.PROPOSED, null, requests);
      if (end == ProjectState.PROPOSED) return;
      survey();
      ask(end != ProjectState.SURVEYED);
      if (end == ProjectState.SURVEYED) return;
      if (tale.year >= OfficeHours.day(now).getYear() - 1 && tale.kind != Kind.WISH) score();
      if (end == ProjectState.WITHDRAWN) {
        tale.move(steps.next(), clerk, ProjectMove.WITHDRAW, ProjectState.WITHDRAWN, "所在地块已纳入片区改造，由改造工程一并解决。", Map.of());
        return;
      }
      tale.move(steps.next(), SECRETARY, ProjectMove.LAY, ProjectState.BEFORE_MEETING, null, Map.of());
      if (end == ProjectState.BEFORE_MEETING) return;
      decide(end);
    }

    private void survey() {
      Instant at = steps.next();
      int asked = 6 + random.nextInt(40);
      int inFavour = asked - random.nextInt(Math.max(1, asked / 5));
      if (tale.kind == Kind.WISH) asked = inFavour = 1;
      String findings = tale.kind == Kind.WISH ? "入户了解，情况属实，现行救助政策没有这一项。" : "现场查看属实，具备实施条件，附近居民普遍支持。";
      tale.surveys.add(new Tale.Survey(OfficeHours.day(at), DESK, findings, asked, inFavour));
      tale.move(at, DESK, ProjectMove.SURVEY, ProjectState.SURVEYED, null, Map.of("asked", asked, "inFavour", inFavour));
    }

    private void ask(boolean answered) {
      Instant asked = steps.next();
      tale.stay(asked, DESK, ProjectMove.ASK, Map.of("departments", List.of(pattern.department())));
      Instant at = steps.next();
      if (!answered) {
        tale.views.add(new Tale.View(pattern.department(), DESK, asked, null, null, null, null));
        return;
      }
      boolean conditions = random.nextInt(4) == 0;
      Opinion opinion = conditions ? Opinion.CONDITIONS : Opinion.SUPPORT;
      tale.views.add(new Tale.View(pattern.department(), DESK, asked, opinion, conditions ? "请避开早晚高峰，做好安全围挡。" : null, officer, at));
      tale.stay(at, officer, ProjectMove.ANSWER, Map.of("department", pattern.department(), "opinion", opinion.name()));
    }

    private void score() {
      for (String scorer : List.of(DESK, SECRETARY)) {
        Instant at = steps.next();
        List<Integer> points = ProjectRows.CRITERIA.stream().map(criterion -> criterion.pointsMax() - random.nextInt(1 + criterion.pointsMax() * 2 / 5)).toList();
        tale.scores.add(new Tale.Score(scorer, points, at));
        tale.stay(at, scorer, ProjectMove.SCORE, Map.of());
      }
    }

    private void decide(ProjectState end) {
      Instant at = steps.next();
      tale.decidedAt = at;
      if (end == ProjectState.DEFERRED) {
        tale.move(at, SECRETARY, ProjectMove.DEFER, ProjectState.DEFERRED, "待管线迁改方案明确后再研究。", Map.of());
        return;
      }
      if (end == ProjectState.REFUSED) {
        tale.move(at, SECRETARY, ProjectMove.REFUSE, ProjectState.REFUSED, "已列入市级道路改造计划，不重复投入。", Map.of());
        return;
      }
      fund();
      tale.move(at, SECRETARY, ProjectMove.APPROVE, ProjectState.APPROVED, null, Map.of("amountFen", tale.estimateFen, "bySource", tale.budget));
      if (end == ProjectState.APPROVED && tale.origin == null) return;
      build(end);
    }

    /** City and town match each other, the village and society add; a wish is given by society alone. */
    private void fund() {
      long all = tale.estimateFen;
      if (tale.kind == Kind.WISH) {
        tale.budget.put(Source.SOCIETY, all);
        return;
      }
      long part = all * 35 / 100 / 10_000 * 10_000;
      tale.budget.put(Source.CITY, part);
      tale.budget.put(Source.TOWN, part);
      tale.budget.put(Source.VILLAGE, all * 20 / 100 / 10_000 * 10_000);
      tale.budget.put(Source.SOCIETY, all - 2 * part - all * 20 / 100 / 10_000 * 10_000);
    }

    private void build(ProjectState end) {
      Instant planned = steps.next();
      tale.builder = pattern.builder();
      tale.responsible = officer;
      List<String> titles = tale.kind == Kind.WORKS ? List.of("进场施工", "主体完成", "完工清场") : tale.kind == Kind.SERVICE ? List.of("开展服务", "总结评估") : List.of("送到家里");
      tale.stay(planned, officer, ProjectMove.PLAN, Map.of("builder", pattern.builder(), "milestones", titles.size()));
      if (end == ProjectState.APPROVED) {
        for (int i = 0; i < titles.size(); i++) tale.milestones.add(new Tale.Milestone(titles.get(i), OfficeHours.day(planned).plusDays(20L * (i + 1)), null));
        return;
      }
      Instant begun = steps.next();
      tale.startedOn = OfficeHours.day(begun);
      tale.move(begun, officer, ProjectMove.BEGIN, ProjectState.UNDER_WAY, null, Map.of("startedOn", tale.startedOn.toString()));
      boolean half = end == ProjectState.UNDER_WAY;
      for (int i = 0; i < titles.size(); i++) reach(titles.get(i), half && i > 0, i, titles.size());
      if (half) {
        tale.changes.add(new Tale.Change("现场发现旧管线需要迁移，增加一项工程量。", Source.VILLAGE, 1_200_000, officer, steps.next(), null, null));
        tale.stay(tale.changes.getLast().at(), officer, ProjectMove.PROPOSE_CHANGE, Map.of("bySource", Map.of("VILLAGE", 1_200_000)));
        return;
      }
      finish(end);
    }

    private void reach(String title, boolean open, int place, int count) {
      Instant at = steps.next();
      LocalDate planned = OfficeHours.day(at).plusDays(random.nextInt(9) - 3);
      if (open) {
        tale.milestones.add(new Tale.Milestone(title, OfficeHours.day(now).plusDays(12L * place), null));
        return;
      }
      boolean last = place == count - 1;
      tale.milestones.add(new Tale.Milestone(title, planned, OfficeHours.day(at)));
      tale.stay(at, officer, ProjectMove.REACH, Map.of("milestone", title, "doneOn", OfficeHours.day(at).toString()));
      if (place == 0 && !last) photo(0, Slot.BEFORE, at);
      if (last) {
        photo(place, Slot.BEFORE, at);
        photo(place, Slot.AFTER, at);
      }
      if (place == 0) pay(Source.SOCIETY, "预付款", at, place);
    }

    private void photo(int milestone, Slot slot, Instant at) {
      tale.photos.add(new Tale.Photo(milestone, slot, pattern.scene(), variant, officer, at));
      tale.stay(at, officer, ProjectMove.SHOW, Map.of("milestone", tale.milestones.get(milestone).title(), "slot", slot.name(), "files", 1));
    }

    private void pay(Source source, String note, Instant at, int milestone) {
      long fen = tale.budget.getOrDefault(source, 0L);
      if (fen == 0) return;
      tale.payments.add(new Tale.Payment(OfficeHours.day(at), pattern.builder(), source, fen, milestone, note, officer, at));
      tale.stay(at, officer, ProjectMove.PAY, Map.of("source", source.name(), "fen", fen));
    }

    private void finish(ProjectState end) {
      Instant inspected = steps.next();
      tale.acceptedAt = inspected;
      String text = "现场查看，与方案一致，使用正常。";
      tale.inspections.add(new Tale.Inspection(DESK, inspected, text));
      tale.move(inspected, DESK, ProjectMove.ACCEPT, ProjectState.ACCEPTED, text, Map.of());
      if (end == ProjectState.ACCEPTED) return;
      Instant paid = steps.next();
      for (Source source : List.of(Source.CITY, Source.TOWN, Source.VILLAGE)) pay(source, "结算款", paid, tale.milestones.size() - 1);
      Instant closed = steps.next();
      tale.closedAt = closed;
      tale.result = pattern.result();
      tale.move(closed, officer, ProjectMove.CLOSE, ProjectState.CLOSED, null, Map.of());
    }
  }

  /** Numbers in each year's library in the order of the proposals, as the application gives them. */
  private List<Tale> numbered() {
    List<Tale> sorted = new ArrayList<>(tales);
    sorted.sort(Comparator.comparing((Tale tale) -> tale.happenings.getFirst().at()));
    var last = new LinkedHashMap<Integer, Integer>();
    for (Tale tale : sorted) tale.number = last.merge(tale.year, 1, Integer::sum);
    return List.copyOf(sorted);
  }

  private Story.Village nextVillage() {
    return catalog.villages.get(turn++ * 7 % catalog.villages.size());
  }

  private Story.Village village(String name) {
    return catalog.villages.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static String cut(String text) {
    return cut(text, 100);
  }

  private static String cut(String text, int most) {
    return text.substring(0, Math.min(text.length(), most));
  }

  private static List<Pattern> read() {
    var resource = new ClassPathResource("demo/projects.csv");
    try (var csv = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8))) {
      return csv.stream().map(ProjectTeller::pattern).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pattern pattern(NamedCsvRecord row) {
    return new Pattern(
        Kind.valueOf(row.getField("kind")), row.getField("title"), row.getField("need"), row.getField("result"), Scenes.Scene.valueOf(row.getField("scene")),
        row.getField("department"), row.getField("builder"), Long.parseLong(row.getField("cost")) * 100, Integer.parseInt(row.getField("benefiting")));
  }
}
