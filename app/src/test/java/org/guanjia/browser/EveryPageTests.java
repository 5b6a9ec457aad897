package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.guanjia.TownTest;
import org.guanjia.demo.DemoTown;
import org.guanjia.platform.access.Staff;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/**
 * Goes through the demo town by its links, as each role: every page that can be reached by a click answers, breaks no rule of
 * axe-core and fits its screen.
 */
@TownTest
@Timeout(600)
class EveryPageTests {

  private static final int PAGES_MAX = 200;

  /** By user name: who has a second factor sets it up once. */
  private static final Map<String, String> SESSIONS = new HashMap<>();

  /** Screens and shapes that axe-core has looked at: who comes later sees a part of the same page, which must be there and fit. */
  private static final Set<String> SCANNED = new HashSet<>();

  private static final Pattern ONE_OF_MANY = Pattern.compile("/(?:[0-9A-Z]{8}|P[0-9]{2}-[0-9]{4,6}-[0-9A-Z]|[0-9]+|[0-9a-f-]{36}|[a-z]+-[a-z]+\\.[a-z]+|(?<=/programmes/|/differences/)(?!new$)[a-z][a-z0-9-]+)(?=/|$)");
  private static final Pattern NO_PAGE = Pattern.compile(".*(?:\\.(?:csv|xlsx|docx|dmn|jpg|png|pdf|atom|xml)|/api/.*|/files/.*|/photos/.*|/(?:export|logout).*)");

  @LocalServerPort int port;
  @Autowired ApplicationContext context;
  private String password = "";

  @BeforeEach
  void town() {
    password = DemoTown.fill(context);
    PeopleTown.fill(context);
    AwardsTown.fill(context);
    PaymentsTown.fill(context);
    CoverageTown.fill(context);
    SimulationTown.fill(context);
  }

  @ParameterizedTest(name = "{0} on a {1}")
  @CsvSource({
    "desk,desktop,12", "desk,phone,12", "officer-roads,desktop,6", "officer-roads,phone,6", "clerk-subian,phone,6", "grid-subian,phone,4", "window,desktop,5",
    "leader,desktop,5", "secretary,desktop,4", "auditor,desktop,4", "benefits,desktop,20", "benefits,phone,20", "approver,desktop,14", "admin,desktop,12", "admin,phone,12", "nobody,phone,3", "nobody,desktop,3"
  })
  void isReachedAndAccessible(String who, String screen, int pagesMin) {
    var visit = screen.equals("phone") ? Browser.at(port).phone() : Browser.at(port).desktop();
    boolean staff = !who.equals("nobody");
    try (Browser browser = staff ? visit.open(SESSIONS.computeIfAbsent(who, username -> Staff.session(port, username, password))) : visit.open()) {
      Map<String, String> seen = walk(browser, screen, staff ? "/today" : "/");
      assertThat(seen).as("pages reached: %s", seen.keySet()).hasSizeGreaterThanOrEqualTo(pagesMin).hasSizeLessThan(PAGES_MAX);
    }
  }

  /** Pages by the shape of their address, with the one that was looked at. */
  private static Map<String, String> walk(Browser browser, String screen, String start) {
    var seen = new LinkedHashMap<String, String>();
    var ahead = new ArrayDeque<>(List.of(start));
    var all = new SoftAssertions();
    while (!ahead.isEmpty() && seen.size() < PAGES_MAX) {
      String path = ahead.remove();
      if (seen.putIfAbsent(shape(path), path) != null) continue;
      all.check(
          () -> {
            Response answer = browser.page().navigate(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            if (SCANNED.add(screen + " " + shape(path))) browser.accessible();
            else browser.fits();
          });
      for (String link : links(browser)) if (!NO_PAGE.matcher(plain(link)).matches()) ahead.add(link);
    }
    all.assertAll();
    return seen;
  }

  private static List<String> links(Browser browser) {
    Object links = browser.page().locator("a[href^='/']").evaluateAll("links => [...new Set(links.map(link => link.getAttribute('href')))]");
    return ((List<?>) links).stream().map(String.class::cast).toList();
  }

  private static String shape(String path) {
    return ONE_OF_MANY.matcher(plain(path)).replaceAll("/*");
  }

  private static String plain(String link) {
    return link.replaceFirst("[?#].*", "");
  }
}
