package org.guanjia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.guanjia.requests.Channel;
import org.guanjia.requests.Outcome;
import org.guanjia.requests.State;
import org.junit.jupiter.api.Test;

class StorytellerTests {

  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
  private static final Catalog CATALOG = new Catalog();
  private static final List<Story> STORIES = tell(42).stories();

  @Test
  void theSameSeedTellsTheSameTown() {
    assertThat(tell(42).stories().stream().map(StorytellerTests::inShort))
        .containsExactlyElementsOf(STORIES.stream().map(StorytellerTests::inShort).toList());
    assertThat(inShort(tell(43).stories().getFirst())).isNotEqualTo(inShort(STORIES.getFirst()));
  }

  @Test
  void twoYearsOfRequestsComeByEveryDoorAndStandInEveryState() {
    assertThat(STORIES).hasSizeBetween(5_500, 6_500);
    assertThat(STORIES.getFirst().opening.at()).isBefore(NOW.minus(Duration.ofDays(720)));
    assertThat(STORIES.stream().map(story -> story.opening.channel()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Channel.values());
    Set<State> seen = new HashSet<>();
    STORIES.forEach(story -> story.happenings.forEach(happening -> seen.add(happening.to())));
    assertThat(seen).containsExactlyInAnyOrder(State.values());
    assertThat(STORIES.stream().flatMap(story -> Stream.ofNullable(story.outcome)))
        .containsAll(EnumSet.allOf(Outcome.class));
    assertThat(STORIES.stream().map(story -> story.opening.category().code()).distinct())
        .hasSameSizeAs(CATALOG.leaves());
    assertThat(STORIES.stream().map(story -> story.opening.village()).distinct()).hasSize(18);
  }

  @Test
  void nothingHappensAfterNowOrBeforeWhatCameFirst() {
    for (Story story : STORIES) {
      Instant last = story.opening.at();
      for (Story.Happening happening : story.happenings) {
        assertThat(happening.at()).isBetween(last, NOW);
        last = happening.at();
      }
    }
  }

  @Test
  void whoeverIsNotToldYetKeepsTheMatterOpen() {
    for (Story story : STORIES) {
      boolean untold =
          story.answers.stream()
              .filter(answer -> Boolean.TRUE.equals(answer.approved))
              .flatMap(answer -> answer.tellings.stream())
              .anyMatch(telling -> telling.at() == null);
      if (untold) assertThat(story.state()).isEqualTo(State.ANSWERED);
    }
  }

  @Test
  void nobodyApprovesWhatHeDraftedOrReviewsWhatHeApproved() {
    for (Story story : STORIES) {
      story.answers.forEach(answer -> assertThat(answer.decidedBy).isNotEqualTo(answer.draftedBy));
      for (Story.Rating rating : story.ratings) {
        String reviewer = rating.reviewedBy;
        if (reviewer == null) continue;
        Story.Answer rated =
            story.answers.stream().filter(answer -> answer.draftedAt.isBefore(rating.at)).reduce((a, b) -> b).orElseThrow();
        assertThat(reviewer).isNotEqualTo(rated.draftedBy).isNotEqualTo(rated.decidedBy);
      }
    }
  }

  @Test
  void itsPeopleCannotBeMistakenForRealOnes() {
    for (Story story : STORIES) {
      if (story.opening.name() != null) assertThat(story.opening.name()).matches("示例居民\\d{4}");
      if (story.opening.phone() != null) assertThat(story.opening.phone()).matches("1000000\\d{4}");
    }
    assertThat(CATALOG.users).allMatch(user -> user.name().contains("示例"));
  }

  @Test
  void requestsDoNotReadAlikeAndLeaveNoSlotOpen() {
    assertThat(STORIES.stream().map(story -> story.opening.words()).distinct().count())
        .isGreaterThan(STORIES.size() * 97L / 100);
    for (Story story : STORIES) {
      assertThat(story.opening.words() + story.opening.title()).doesNotContain("{", "}", "。。", "，，", "，。");
      story.answers.forEach(answer -> assertThat(answer.text).doesNotContain("{", "}", "。。", "，。"));
    }
  }

  @Test
  void stormsBringFloodsAndSpringBringsUnpaidWages() {
    assertThat(monthsOf("drainage.flooding", 5, 9)).isGreaterThan(4 * monthsOf("drainage.flooding", 11, 2));
    assertThat(monthsOf("employment.wages", 12, 2)).isGreaterThan(monthsOf("employment.wages", 5, 7));
  }

  @Test
  void theTownsListsFitTogether() {
    Set<String> departments = CATALOG.departments.stream().map(Catalog.Department::code).collect(Collectors.toSet());
    Set<String> leaves = CATALOG.leaves().stream().map(Story.Category::code).collect(Collectors.toSet());
    assertThat(departments).hasSize(17);
    assertThat(CATALOG.policies).hasSizeGreaterThanOrEqualTo(42);
    assertThat(CATALOG.policies.stream().map(Catalog.Policy::department).collect(Collectors.toSet()))
        .isEqualTo(departments);
    assertThat(CATALOG.policies).allMatch(policy -> leaves.contains(policy.category()));
    assertThat(CATALOG.leaves()).allMatch(category -> departments.contains(category.department()));
    departments.forEach(department -> assertThat(CATALOG.officer(department)).startsWith("officer-"));
  }

  @Test
  void picturesOfOnePlaceMatchAndAreTheSameEachTime() throws IOException {
    for (Scenes.Scene scene : Scenes.Scene.values()) {
      byte[] before = Scenes.draw(scene, 1, false);
      byte[] after = Scenes.draw(scene, 1, true);
      assertThat(before).isNotEqualTo(after).isEqualTo(Scenes.draw(scene, 1, false)).hasSizeLessThan(200_000);
      assertThat(ImageIO.read(new ByteArrayInputStream(after)).getWidth()).isEqualTo(Scenes.WIDTH);
    }
  }

  private static long monthsOf(String category, int from, int to) {
    return STORIES.stream()
        .filter(story -> story.opening.category().code().equals(category))
        .map(story -> OfficeHours.day(story.opening.at()).getMonthValue())
        .filter(month -> from <= to ? month >= from && month <= to : month >= from || month <= to)
        .count();
  }

  private static String inShort(Story story) {
    return story.opening + " " + story.state() + " " + story.happenings;
  }

  private static Storyteller.Town tell(long seed) {
    return Storyteller.tell(Phrasebook.load(), CATALOG, NOW, StorytellerTests::weekday, 6_000, seed);
  }

  private static boolean weekday(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
  }
}
