package org.guanjia.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.guanjia.requests.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Tells two years of a town's requests up to now. The same seed, moment and calendar always give the same town.
 *
 * <p>Nobody in it exists: residents are called 示例居民 with a number, their telephone numbers begin with 100, which no
 * mobile network in China uses, and leaders are known by office and letter only.
 */
final class Storyteller {

  private static final int DAYS = 730;
  private static final int STORMS_A_YEAR = 6;
  private static final int FULLER_LAST_DAYS = 9;
  private static final double DUPLICATE_SHARE = 0.035;
  private static final int SAME_TROUBLE_DAYS_MAX = 6;
  private static final List<String> LEADERS =
      List.of("镇领导（示例甲）", "镇领导（示例乙）", "镇领导（示例丙）", "镇领导（示例丁）", "镇领导（示例戊）", "镇领导（示例己）");

  /** How many come in by each door: for troubles of a place, and for cares of a person. */
  private static final Map<Channel, Integer> DOORS_OF_PLACES =
      new EnumMap<>(
          Map.of(
              Channel.RESIDENT, 34, Channel.GRID, 23, Channel.SYSTEM, 18, Channel.VILLAGE, 14, Channel.WINDOW, 4,
              Channel.HOME_VISIT, 3));

  private static final Map<Channel, Integer> DOORS_OF_PERSONS =
      new EnumMap<>(
          Map.of(
              Channel.RESIDENT, 28, Channel.GRID, 0, Channel.SYSTEM, 11, Channel.VILLAGE, 19, Channel.WINDOW, 25,
              Channel.HOME_VISIT, 17));

  private final Phrasebook phrases;
  private final Catalog catalog;
  private final Map<String, List<Catalog.Policy>> policies;
  private final List<Story.Category> categories;
  private final OfficeHours hours;
  private final Instant now;
  private final SplittableRandom random;
  private final List<Story> stories = new ArrayList<>();
  private final List<Story.DropIn> dropIns = new ArrayList<>();
  private final Map<String, Story> latest = new HashMap<>();
  private final Set<LocalDate> stormy = new HashSet<>();
  private int composed = 0;

  /** The town's requests in the order they came in, and the leaders' drop-in days, some still to come. */
  record Town(List<Story> stories, List<Story.DropIn> dropIns) {}

  private Storyteller(Phrasebook phrases, Catalog catalog, Instant now, Predicate<LocalDate> working, long seed) {
    this.phrases = phrases;
    this.catalog = catalog;
    this.policies = catalog.policiesByCategory();
    this.categories = catalog.leaves();
    this.hours = new OfficeHours(working);
    this.now = now;
    this.random = new SplittableRandom(seed);
  }

  /**
   * @param count about how many requests
   */
  static Town tell(Phrasebook phrases, Catalog catalog, Instant now, Predicate<LocalDate> working, int count, long seed) {
    var teller = new Storyteller(phrases, catalog, now, working, seed);
    teller.tellAll(count);
    return new Town(List.copyOf(teller.stories), List.copyOf(teller.dropIns));
  }

  private void tellAll(int count) {
    LocalDate today = OfficeHours.day(now);
    LocalDate first = today.minusDays(DAYS);
    chooseStorms(first, today);
    planDropIns(first, today.plusDays(45));
    double whole = first.datesUntil(today.plusDays(1)).mapToDouble(day -> busyness(day, today)).sum();
    first
        .datesUntil(today.plusDays(1))
        .forEach(day -> tellDay(day, (int) (count * busyness(day, today) / whole + random.nextDouble())));
  }

  private void chooseStorms(LocalDate first, LocalDate today) {
    for (int year = first.getYear(); year <= today.getYear(); year++) {
      for (int i = 0; i < STORMS_A_YEAR; i++) {
        LocalDate storm = LocalDate.of(year, 5, 1).plusDays(random.nextInt(145));
        for (int after = 0; after < 3; after++) stormy.add(storm.plusDays(after));
      }
    }
  }

  /** Every working Wednesday leaders sit in two villages, in turn. */
  private void planDropIns(LocalDate first, LocalDate last) {
    int turn = 0;
    for (LocalDate day = first; day.isBefore(last); day = day.plusDays(1)) {
      if (day.getDayOfWeek() != DayOfWeek.WEDNESDAY || !hours.isWorkingDay(day)) continue;
      for (int i = 0; i < 2; i++, turn++) {
        Story.Village village = catalog.villages.get(turn % catalog.villages.size());
        boolean held = day.isBefore(OfficeHours.day(now));
        String note = held ? phrases.say("other.other", "note.drop-in", Map.of(), random) : "";
        dropIns.add(new Story.DropIn(dropIns.size() + 1, LEADERS.get(turn % LEADERS.size()), village, day, note));
      }
    }
  }

  private double busyness(LocalDate day, LocalDate today) {
    double week = hours.isWorkingDay(day) ? 1 : 0.45;
    double growth = 0.85 + 0.3 * (1 - (double) day.until(today, ChronoUnit.DAYS) / DAYS);
    double storm = stormy.contains(day) ? 1.9 : 1;
    double latest = day.isAfter(today.minusDays(FULLER_LAST_DAYS)) ? 2.6 : 1;
    return week * growth * storm * latest;
  }

  private void tellDay(LocalDate day, int count) {
    var openings = new ArrayList<Story.Opening>();
    for (Story.DropIn dropIn : dropIns) {
      if (!dropIn.day().equals(day)) continue;
      int raised = random.nextInt(1, 5);
      for (int i = 0; i < raised; i++) openings.add(opening(day, dropIn));
    }
    for (int i = openings.size(); i < count; i++) openings.add(opening(day, null));
    openings.sort(Comparator.comparing(Story.Opening::at));
    for (Story.Opening opening : openings) if (!opening.at().isAfter(now)) tell(opening);
  }

  private void tell(Story.Opening opening) {
    var story = new Story(opening, hours.addDays(OfficeHours.day(opening.at()), 1));
    String trouble = String.join(" ", opening.category().code(), opening.values().getOrDefault(Phrasebook.TOPIC, ""), opening.address());
    Story same = phrases.isAboutAPlace(opening.category().code()) ? latest.get(trouble) : null;
    boolean recent =
        same != null
            && OfficeHours.day(opening.at()).minusDays(SAME_TROUBLE_DAYS_MAX).isBefore(OfficeHours.day(same.opening.at()));
    new Course(phrases, catalog, policies, hours, now, random.split(), story).run(recent ? same : null);
    stories.add(story);
    if (story.mergedInto == null) latest.put(trouble, story);
  }

  private Story.Opening opening(LocalDate day, Story.@Nullable DropIn dropIn) {
    Story again = dropIn == null && random.nextDouble() < DUPLICATE_SHARE ? recentTroubleOfAPlace(day) : null;
    if (again != null) return reworded(again, day);
    Story.Village village =
        dropIn != null ? dropIn.village() : choose(catalog.villages, each -> phrases.weight(each.name()));
    boolean storm = stormy.contains(day);
    Story.Category category =
        choose(
            categories,
            each ->
                phrases.usual(each.code(), village.name())
                    * phrases.season(each.code(), day.getMonthValue())
                    * (storm ? phrases.afterStorm(each.code()) : 1));
    Channel channel = dropIn != null ? Channel.DROP_IN : door(category, day);
    return compose(day, village, category, channel, dropIn, spot(village), random.nextInt(phrases.topics(category.code())));
  }

  /** Somebody else reports the same trouble in other words. */
  private Story.Opening reworded(Story first, LocalDate day) {
    Story.Opening opening = first.opening;
    String spot = opening.values().getOrDefault("place", opening.address());
    int topic = Integer.parseInt(opening.values().getOrDefault(Phrasebook.TOPIC, "0"));
    return compose(day, opening.village(), opening.category(), door(opening.category(), day), null, spot, topic);
  }

  private @Nullable Story recentTroubleOfAPlace(LocalDate day) {
    for (int i = stories.size() - 1; i >= Math.max(0, stories.size() - 40); i--) {
      Story story = stories.get(i);
      boolean fits =
          phrases.isAboutAPlace(story.opening.category().code())
              && story.mergedInto == null
              && OfficeHours.day(story.opening.at()).isBefore(day)
              && OfficeHours.day(story.opening.at()).isAfter(day.minusDays(4));
      if (fits && random.nextInt(6) == 0) return story;
    }
    return null;
  }

  private Story.Opening compose(
      LocalDate day, Story.Village village, Story.Category category, Channel channel, Story.@Nullable DropIn dropIn,
      String spot, int topic) {
    int number = ++composed;
    boolean place = phrases.isAboutAPlace(category.code());
    String address = place ? village.name() + spot : village.name();
    var values = new HashMap<String, String>();
    values.put(Phrasebook.TOPIC, Integer.toString(topic));
    values.put("place", spot);
    values.put("spot", spot);
    values.put("at", random.nextInt(3) == 0 ? spot : village.shortName() + spot);
    values.put("village", village.name());
    values.put("department", catalog.departmentName(category.department()));
    values.put("title", phrases.say(category.code(), "titles", values, random));
    boolean staff = channel == Channel.GRID;
    boolean anonymous = !staff && dropIn == null && random.nextInt(100) < (channel == Channel.RESIDENT ? 16 : 5);
    boolean named = !staff && !anonymous;
    boolean phone = named && random.nextInt(100) < (channel == Channel.HOME_VISIT || channel == Channel.VILLAGE ? 55 : 88);
    boolean behalf = named && !place && channel != Channel.RESIDENT && random.nextInt(5) == 0;
    return new Story.Opening(
        number, village, category, channel, moment(day, channel, dropIn), limited(values.get("title")),
        words(category, channel, place, values), address,
        place && random.nextInt(3) == 0 ? phrases.say(category.code(), "affected.place", values, random) : null,
        anonymous,
        behalf ? Phrasebook.pick(List.of("母亲", "父亲", "邻居", "外婆", "爷爷", "孩子"), random) : null,
        named ? "示例居民%04d".formatted(number % 10_000) : null,
        phone ? "1000000%04d".formatted(number % 10_000) : null,
        recordedBy(channel, village), dropIn, Map.copyOf(values));
  }

  private String words(Story.Category category, Channel channel, boolean place, Map<String, String> values) {
    String code = category.code();
    String intro = phrases.say(code, "channel." + CHANNEL_WORDS.get(channel), values, random);
    String rule = channel == Channel.GRID ? "pattern.patrol" : place ? "pattern.place" : "pattern.person";
    if (channel != Channel.RESIDENT) values.putAll(WITHOUT_GREETINGS);
    String pattern = phrases.say(code, rule, values, random);
    int topic = Integer.parseInt(values.getOrDefault(Phrasebook.TOPIC, "0"));
    boolean spoken = channel != Channel.RESIDENT && channel != Channel.SYSTEM && channel != Channel.GRID;
    boolean quoted = spoken && phrases.has(code, topic, "voice") && random.nextInt(3) == 0;
    return intro + pattern + (quoted ? phrases.say(code, "said", values, random) : "");
  }

  /** Who takes down another's words leaves the greetings away. */
  private static final Map<String, String> WITHOUT_GREETINGS = Map.of("hello", "", "thanks", "");

  private static final Map<Channel, String> CHANNEL_WORDS =
      Map.of(
          Channel.DROP_IN, "leader-visit", Channel.VILLAGE, "village-committee", Channel.WINDOW, "window",
          Channel.GRID, "grid-patrol", Channel.HOME_VISIT, "home-visit", Channel.SYSTEM, "other-system",
          Channel.RESIDENT, "own-page");

  private String spot(Story.Village village) {
    List<String> special = phrases.specialSpots(village.name());
    if (!special.isEmpty() && random.nextInt(12) == 0) return Phrasebook.pick(special, random);
    String spot = Phrasebook.pick(phrases.roads(), random) + Phrasebook.pick(phrases.spots(), random);
    return phrases.fill("other.other", spot, Map.of(), random);
  }

  private Channel door(Story.Category category, LocalDate day) {
    Map<Channel, Integer> doors = phrases.isAboutAPlace(category.code()) ? DOORS_OF_PLACES : DOORS_OF_PERSONS;
    boolean open = hours.isWorkingDay(day);
    List<Channel> possible =
        doors.keySet().stream()
            .filter(door -> open || door == Channel.RESIDENT || door == Channel.SYSTEM || door == Channel.GRID)
            .toList();
    return choose(possible, door -> doors.getOrDefault(door, 0));
  }

  private Instant moment(LocalDate day, Channel channel, Story.@Nullable DropIn dropIn) {
    LocalTime time =
        dropIn != null
            ? LocalTime.of(9, 0).plusMinutes(random.nextInt(150))
            : switch (channel) {
              case RESIDENT, SYSTEM -> LocalTime.of(7, 0).plusMinutes((random.nextInt(930) + random.nextInt(930)) / 2);
              case GRID -> LocalTime.of(8, 0).plusMinutes(random.nextInt(720));
              default ->
                  random.nextBoolean()
                      ? LocalTime.of(8, 35).plusMinutes(random.nextInt(200))
                      : LocalTime.of(14, 5).plusMinutes(random.nextInt(200));
            };
    return day.atTime(time).plusSeconds(random.nextInt(60)).atZone(OfficeHours.ZONE).toInstant();
  }

  private String recordedBy(Channel channel, Story.Village village) {
    return switch (channel) {
      case RESIDENT -> "resident";
      case SYSTEM -> "system";
      case WINDOW -> random.nextInt(3) == 0 ? "window2" : "window";
      case GRID -> catalog.gridWorker(village);
      case DROP_IN, VILLAGE, HOME_VISIT -> catalog.clerk(village);
    };
  }

  private <T> T choose(List<T> from, ToDoubleFunction<T> weight) {
    double left = random.nextDouble() * from.stream().mapToDouble(weight).sum();
    for (T each : from) {
      left -= weight.applyAsDouble(each);
      if (left < 0) return each;
    }
    return from.getLast();
  }

  private static String limited(@Nullable String title) {
    String text = title == null ? "" : title;
    return text.length() > 200 ? text.substring(0, 200) : text;
  }
}
