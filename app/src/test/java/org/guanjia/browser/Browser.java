package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A person at Debian's Chromium. One browser serves all tests; each person has cookies of their own.
 *
 * <pre>{@code
 * try (var resident = Browser.at(port).phone().elder().open()) {
 *   resident.go("/").click("我要反映");
 *   resident.accessible();
 *   resident.shot("report");
 * }
 * }</pre>
 *
 * Each of {@link #accessible}, {@link #go} and {@link #close} fails when the page broke its own content security policy.
 */
public final class Browser implements AutoCloseable {

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync", "--hide-scrollbars");
  private static final Path SHOTS = Path.of("target", "screenshots");
  private static final List<Path> PLACES =
      Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome").map(Path::of).toList();

  private static com.microsoft.playwright.Browser chromium;

  private final BrowserContext context;
  private final Page page;
  private final String look;
  private final boolean script;
  private final List<String> complaints = new ArrayList<>();

  private Browser(BrowserContext context, Visit visit) {
    this.context = context;
    this.look = visit.look();
    this.script = visit.script();
    this.page = context.newPage();
    page.setDefaultTimeout(15_000);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) complaints.add(message.text());
        });
    page.onPageError(complaints::add);
  }

  /** Someone about to visit the application on that port: phone, light, with script, unless told otherwise. */
  public static Visit at(int port) {
    return new Visit("http://localhost:" + port, 360, 740, ColorScheme.LIGHT, false, true);
  }

  /** How someone comes. */
  public record Visit(String base, int width, int height, ColorScheme scheme, boolean elderly, boolean script) {

    public Visit phone() {
      return new Visit(base, 360, 740, scheme, elderly, script);
    }

    public Visit desktop() {
      return new Visit(base, 1280, 800, scheme, elderly, script);
    }

    public Visit wide(int pixels) {
      return new Visit(base, pixels, 800, scheme, elderly, script);
    }

    public Visit dark() {
      return new Visit(base, width, height, ColorScheme.DARK, elderly, script);
    }

    public Visit elder() {
      return new Visit(base, width, height, scheme, true, script);
    }

    public Visit withoutScript() {
      return new Visit(base, width, height, scheme, elderly, false);
    }

    public Browser open() {
      var options =
          new com.microsoft.playwright.Browser.NewContextOptions()
              .setBaseURL(base)
              .setViewportSize(width, height)
              .setColorScheme(scheme)
              .setReducedMotion(ReducedMotion.REDUCE)
              .setJavaScriptEnabled(script)
              .setLocale("zh-CN")
              .setTimezoneId("Asia/Shanghai");
      BrowserContext context = chromium().newContext(options);
      if (elderly) context.addCookies(List.of(new Cookie("elder", "on").setUrl(base)));
      return new Browser(context, this);
    }

    /** Opens with the session of a member of staff who has logged in elsewhere, see {@link org.guanjia.platform.access.Staff#session}. */
    public Browser open(String session) {
      Browser browser = open();
      browser.context.addCookies(List.of(new Cookie("gj-session", session).setUrl(base)));
      return browser;
    }

    private String look() {
      return width + "-" + scheme.name().toLowerCase() + (elderly ? "-elder" : "") + (script ? "" : "-noscript");
    }
  }

  /** Playwright's page, for everything this class has no word for. */
  public Page page() {
    return page;
  }

  /** @param path with leading slash */
  public Browser go(String path) {
    page.navigate(path);
    noComplaints();
    return this;
  }

  /** Logs in as a member of staff through the ordinary page. */
  public Browser logIn(String username, String password) {
    page.navigate("/login");
    page.fill("input[name=username]", username);
    page.fill("input[name=password]", password);
    page.click("main form button");
    assertThat(page.url()).as("still at the log-in").doesNotContain("/login");
    return this;
  }

  /** Clicks the first button or link that bears this text; in the dialog when one is open. */
  public Browser click(String text) {
    String within = page.locator("dialog[open]").count() > 0 ? "dialog[open] " : "";
    page.locator("%sbutton:visible, %<sa:visible, %<ssummary:visible".formatted(within))
        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(text))
        .first()
        .click();
    return this;
  }

  /** Fills the field with that label. */
  public Browser fill(String label, String value) {
    page.getByLabel(label).first().fill(value);
    return this;
  }

  /** The text of the page as it is shown. */
  public String text() {
    return page.locator("body").innerText();
  }

  /**
   * Fails when axe-core finds anything against WCAG 2.2 AA or its own good practice, or the page is wider than the screen.
   * axe-core is a script itself, so without script only the width is looked at.
   */
  public Browser accessible() {
    if (script) {
      // Without frames axe-core need not open a second page to gather what it found.
      @SuppressWarnings("deprecation")
      List<Rule> violations = new AxeBuilder(page).setLegacyMode(true).analyze().getViolations();
      assertThat(violations.stream().map(Browser::told)).as("axe-core at %s, %s", page.url(), look).isEmpty();
    }
    fits();
    noComplaints();
    return this;
  }

  /** Fails when the page scrolls sideways, and names what sticks out. */
  public Browser fits() {
    Object outside =
        page.evaluate(
            """
            () => document.documentElement.scrollWidth <= window.innerWidth ? "" :
              [...document.querySelectorAll("body *")]
                .filter(e => e.getBoundingClientRect().right > window.innerWidth + 1 && !e.closest(".table-wrap"))
                .slice(0, 5).map(e => e.outerHTML.slice(0, 120)).join("\\n") || "something invisible"
            """);
    assertThat(outside).as("sticks out at %s, %s", page.url(), look).isEqualTo("");
    return this;
  }

  /** Keeps a picture of the whole page as target/screenshots/name-look.png. */
  public Browser shot(String name) {
    page.evaluate("() => window.scrollTo(0, 0)");
    page.screenshot(
        new ScreenshotOptions().setPath(SHOTS.resolve(name + "-" + look + ".png")).setFullPage(true));
    return this;
  }

  @Override
  public void close() {
    context.close();
    noComplaints();
  }

  private void noComplaints() {
    assertThat(complaints).as("complaints of the browser at %s", look).isEmpty();
  }

  private static String told(Rule rule) {
    String places =
        rule.getNodes().stream().limit(4).map(node -> "\n    " + node.getHtml() + "\n      " + node.getFailureSummary()).reduce("", String::concat);
    return rule.getId() + ": " + rule.getHelp() + places;
  }

  private static synchronized com.microsoft.playwright.Browser chromium() {
    if (chromium == null) {
      Playwright playwright =
          Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      chromium =
          playwright.chromium().launch(new LaunchOptions().setExecutablePath(executable()).setArgs(ARGUMENTS));
      Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
    }
    return chromium;
  }

  private static Path executable() {
    return PLACES.stream()
        .filter(place -> place.toFile().canExecute())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("browser tests need Chromium: apt-get install chromium"));
  }
}
