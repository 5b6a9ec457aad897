package org.guanjia.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** What every template knows about the viewer and the HTTP request. */
public final class Page {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Map<Pattern, DateTimeFormatter> FORMATS = new ConcurrentHashMap<>();

  private record Pattern(String letters, Locale locale) {}

  private final HttpServletRequest request;
  private final Messages messages;
  private final Preferences preferences;
  private final Assets assets;
  private final Surroundings surroundings;
  private final boolean demo;
  private final @Nullable Flash flash;
  private final @Nullable Viewer viewer = CurrentViewer.get();
  private @Nullable TownProfile town;
  private @Nullable List<NavEntry> entries;

  Page(
      HttpServletRequest request,
      Messages messages,
      Preferences preferences,
      Assets assets,
      Surroundings surroundings,
      boolean demo,
      @Nullable Flash flash) {
    this.request = request;
    this.messages = messages;
    this.preferences = preferences;
    this.assets = assets;
    this.surroundings = surroundings;
    this.demo = demo;
    this.flash = flash;
  }

  /** The message in the viewer's language. */
  public String t(String key, @Nullable Object... arguments) {
    return messages.text(preferences.locale(), key, arguments);
  }

  /** The message in the viewer's language, or something else where there is none. */
  public String tOr(String key, String otherwise) {
    return messages.textOr(preferences.locale(), key, otherwise);
  }

  public Locale locale() {
    return preferences.locale();
  }

  public String lang() {
    return preferences.locale().toLanguageTag();
  }

  /** 2026年11月24日, or 24 November 2026; empty for null. */
  public String date(@Nullable LocalDate date) {
    return date == null ? "" : format("ui.format.date").format(date);
  }

  /** Date and minute in Asia/Shanghai; empty for null. */
  public String dateTime(@Nullable Instant instant) {
    return instant == null
        ? ""
        : format("ui.format.dateTime").format(instant.atZone(ZONE));
  }

  /** ¥1,234.50. */
  public String money(long fen) {
    return "¥%,d.%02d".formatted(fen / 100, Math.abs(fen % 100));
  }

  public String number(long number) {
    return NumberFormat.getIntegerInstance(locale()).format(number);
  }

  /** Null when nobody is logged in. */
  public @Nullable Viewer viewer() {
    return viewer;
  }

  /** Where the viewer's work begins; the front page for whoever is not logged in. */
  public String home() {
    return viewer == null ? "/" : viewer.role().firstPage();
  }

  public boolean may(Permission permission) {
    return viewer != null && viewer.may(permission);
  }

  public String csrfParameter() {
    CsrfToken token = csrf();
    return token == null ? "_csrf" : token.getParameterName();
  }

  /** Empty on an error page of a request that never came as far as the token. */
  public String csrfToken() {
    CsrfToken token = csrf();
    return token == null ? "" : token.getToken();
  }

  public String path() {
    return request.getRequestURI();
  }

  /** Path and query. */
  public String here() {
    String query = request.getQueryString();
    return query == null ? path() : path() + "?" + query;
  }

  /** The current address with one query parameter replaced, or removed when the value is null. */
  public String with(String name, @Nullable Object value) {
    // What the address bar holds is encoded already; only the new value is not.
    var builder = UriComponentsBuilder.fromUriString(here()).replaceQueryParam(name);
    if (value != null) builder.queryParam(name, UriUtils.encode(String.valueOf(value), StandardCharsets.UTF_8));
    return builder.build().toUriString();
  }

  /**
   * The current list in another order, from its beginning.
   *
   * @param sort value of the {@code sort} parameter
   */
  public String sorted(String sort) {
    var builder = UriComponentsBuilder.fromUriString(here()).replaceQueryParam("after").replaceQueryParam("before");
    return builder.replaceQueryParam("sort", sort).build().toUriString();
  }

  /** Whether that address is this page or stands above it. */
  public boolean within(String href) {
    return path().equals(href) || path().startsWith(href + "/");
  }

  /** The pages the viewer may go to from everywhere. */
  public List<NavEntry> nav() {
    return entries().stream().filter(entry -> entry.section() != NavEntry.Section.ACCOUNT && entry.section() != NavEntry.Section.SEARCH).toList();
  }

  /** The same in the viewer's own menu. */
  public List<NavEntry> accountNav() {
    return entries().stream().filter(entry -> entry.section() == NavEntry.Section.ACCOUNT).toList();
  }

  /** Where the search field of the header goes; null when the viewer may search nothing. */
  public @Nullable String seekPath() {
    return entries().stream().filter(entry -> entry.section() == NavEntry.Section.SEARCH).map(NavEntry::href).findFirst().orElse(null);
  }

  private List<NavEntry> entries() {
    List<NavEntry> known = entries;
    if (known == null) entries = known = surroundings.entries(viewer);
    return known;
  }

  /** Asked for once: while the database is away, each question would wait for it. */
  public TownProfile town() {
    TownProfile known = town;
    if (known == null) town = known = surroundings.town(locale());
    return known;
  }

  public boolean demo() {
    return demo;
  }

  public boolean elder() {
    return preferences.elder();
  }

  /** "auto", "light" or "dark". */
  public String theme() {
    return preferences.theme();
  }

  /** A fresh idempotency key for a form. */
  public String newKey() {
    return UUID.randomUUID().toString();
  }

  /** The versioned address of a static file, for caching without end. */
  public String asset(String path) {
    return assets.versioned(path);
  }

  /** What the last action said, once. */
  public @Nullable Flash flash() {
    return flash;
  }

  /** An htmx request that wants only a fragment. */
  public boolean partial() {
    return "true".equals(request.getHeader("HX-Request")) && request.getHeader("HX-Boosted") == null;
  }

  private DateTimeFormatter format(String key) {
    return FORMATS.computeIfAbsent(new Pattern(t(key), locale()), each -> DateTimeFormatter.ofPattern(each.letters(), each.locale()));
  }

  private @Nullable CsrfToken csrf() {
    return (CsrfToken) request.getAttribute(CsrfToken.class.getName());
  }
}
