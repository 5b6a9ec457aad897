package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The register in a real browser: on a phone and a desk, in the light and in the dark, without script. */
@TownTest
class PeopleLookTests {

  private static boolean filled;

  @Autowired Users users;
  @Autowired ApplicationContext context;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    if (filled) return;
    filled = true;
    RequestsFixture.departmentsAndCategories();
    PeopleTown.fill(context);
    Staff.add(users, "look-people", Role.WINDOW_CLERK);
  }

  @Test
  void thePagesAreAccessibleAndFitAtEverySize() {
    for (Browser.Visit visit : List.of(at().phone(), at().desktop(), at().phone().dark(), at().desktop().dark(), at().phone().elder())) {
      try (Browser clerk = visit.open().logIn("look-people", Staff.PASSWORD)) {
        clerk.go("/people").accessible().shot("people-list");
        clerk.go("/people?q=138").accessible().shot("people-piece");
        clerk.go("/people/" + PeopleTown.grandmother).accessible().shot("people-person");
        clerk.go("/people/households/" + PeopleTown.household).accessible().shot("people-household");
        clerk.go("/people/reviews?due=all").accessible().shot("people-reviews");
      }
    }
  }

  @Test
  void theFormsAreAccessibleOnAPhoneAndADesk() {
    for (Browser.Visit visit : List.of(at().phone(), at().desktop().dark())) {
      try (Browser clerk = visit.open().logIn("look-people", Staff.PASSWORD)) {
        clerk.go("/people/new").accessible().shot("people-new");
        clerk.go("/people/" + PeopleTown.grandmother + "/change").accessible().shot("people-change");
        clerk.go("/people/" + PeopleTown.grandmother + "/event").accessible().shot("people-event");
        clerk.go("/people/" + PeopleTown.grandmother + "/group").accessible().shot("people-group");
        clerk.go("/people/" + PeopleTown.grandmother + "/household").accessible().shot("people-household-new");
        clerk.go("/people/" + PeopleTown.grandmother + "/retraction").accessible().shot("people-retraction");
        clerk.go("/people/groups/" + PeopleTown.membership).accessible().shot("people-review");
        clerk.go("/people/groups?kind=DISABLED").accessible().shot("people-groups");
        clerk.go("/people/households/" + PeopleTown.household + "/birth").accessible().shot("people-birth");
        clerk.go("/people/" + PeopleTown.grandmother + "?day=2020-01-01").accessible().shot("people-as-of");
      }
    }
  }

  @Test
  void aPersonIsFoundAndChangedWithoutScript() {
    try (Browser clerk = at().desktop().withoutScript().open().logIn("look-people", Staff.PASSWORD)) {
      clerk.go("/people");
      clerk.page().locator("#f-q").fill("slpp");
      clerk.page().waitForNavigation(() -> clerk.page().locator(".find button").click());
      clerk.page().waitForNavigation(() -> clerk.page().getByText("示例婆婆").click());
      assertThat(clerk.text()).contains("138****0002", "441***********").doesNotContain("13800130002");
      clerk.go("/people/" + PeopleTown.grandmother + "?day=2020-01-01");
      assertThat(clerk.text()).contains("138****0001", "这是 2020年1月1日 的情况");
    }
  }

  private Browser.Visit at() {
    return Browser.at(port);
  }
}
