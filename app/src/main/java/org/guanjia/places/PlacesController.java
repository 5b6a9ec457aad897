package org.guanjia.places;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Pages of the town and its places, for administrators. */
@RestController
@Allowed(Permission.TOWN_EDIT)
class PlacesController {
  private final Places places;
  private final PlaceChanges changes;
  private final Export export;
  private final Idempotency idempotency;
  private final Templates templates;
  private final String firstTown;

  PlacesController(Places places, PlaceChanges changes, Export export, Idempotency idempotency, Templates templates, @Value("${guanjia.town}") String firstTown) {
    this.places = places;
    this.changes = changes;
    this.export = export;
    this.idempotency = idempotency;
    this.templates = templates;
    this.firstTown = firstTown;
  }

  @GetMapping("/places")
  JteModel list(Page page, @RequestParam(defaultValue = "") String q) {
    return templates.placesList(page, found(q), places.town(), q, mayAddTowns());
  }

  @Allowed(value = Permission.EXPORT, and = Permission.TOWN_EDIT)
  @GetMapping("/places/export.{format}")
  void export(Page page, @PathVariable String format, @RequestParam(defaultValue = "") String q, HttpServletResponse response) {
    export.send(response, SheetFormat.of(format), page.t("places.title"), List.of(
        new Export.Column<>(page.t("places.import.field.kind"), place -> page.t("places.kind." + place.kind())),
        new Export.Column<>(page.t("places.import.field.code"), Place::code),
        new Export.Column<>(page.t("places.import.field.name"), Place::nameZh),
        new Export.Column<>(page.t("places.import.field.nameEn"), Place::nameEn),
        new Export.Column<>(page.t("places.import.field.village"), Place::village),
        new Export.Column<>(page.t("places.import.field.variants"), place -> String.join("、", place.variants())),
        new Export.Column<>(page.t("places.import.field.retired"), place -> page.t(place.retired() ? "places.yes" : "places.no"))), () -> found(q).stream());
  }

  @GetMapping("/places/new")
  JteModel blank(Page page, @RequestParam(defaultValue = "VILLAGE") String kind) {
    return edit(page, new Place(kind, "", "", "", null, List.of(), false), true, Map.of());
  }

  @GetMapping("/places/{code}")
  JteModel edit(Page page, @PathVariable String code) {
    return edit(page, found404(code), false, Map.of());
  }

  @PostMapping("/places")
  Object add(Page page, @RequestParam Map<String, String> form, HttpServletResponse response) {
    return save(page, form, form.getOrDefault("code", "").strip(), true, response);
  }

  @PostMapping("/places/{code}")
  Object change(Page page, @PathVariable String code, @RequestParam Map<String, String> form, HttpServletResponse response) {
    found404(code);
    return save(page, form, code, false, response);
  }

  @GetMapping("/places/town")
  JteModel town(Page page) {
    return town(page, places.town(), false, Map.of());
  }

  @PostMapping("/places/town")
  Object changeTown(Page page, @RequestParam Map<String, String> form, HttpServletResponse response) {
    return saveTown(page, form, places.town().code(), false, response);
  }

  @GetMapping("/places/towns/new")
  JteModel blankTown(Page page) {
    onlyOfTheFirstTown();
    return town(page, new Town("", "", "", ZoneId.of("Asia/Shanghai"), null, null, null, Town.Profile.NONE), true, Map.of());
  }

  @PostMapping("/places/towns")
  Object addTown(Page page, @RequestParam Map<String, String> form, HttpServletResponse response) {
    onlyOfTheFirstTown();
    return saveTown(page, form, form.getOrDefault("code", "").strip(), true, response);
  }

  private Object save(Page page, Map<String, String> form, String code, boolean isNew, HttpServletResponse response) {
    Place place = place(form, code);
    try {
      idempotency.once(form.get("key"), () -> {
        changes.save(place, isNew);
        return code;
      });
    } catch (InvalidInput refused) {
      return refused(edit(page, place, isNew, refused.told(page)));
    }
    Flash.success("places.saved", place.nameZh(), null).on(response);
    return seeOther("/places");
  }

  private Object saveTown(Page page, Map<String, String> form, String code, boolean isNew, HttpServletResponse response) {
    Map<String, String> errors = new LinkedHashMap<>();
    Town town = town(page, form, code, errors);
    if (errors.isEmpty()) {
      try {
        idempotency.once(form.get("key"), () -> {
          if (isNew) changes.add(town);
          else changes.save(town);
          return code;
        });
        Flash.success(isNew ? "places.townAdded" : "places.saved", town.name(page.locale()), null).on(response);
        return seeOther("/places");
      } catch (InvalidInput refused) {
        errors.putAll(refused.told(page));
      }
    }
    return refused(town(page, town, isNew, errors));
  }

  private static Place place(Map<String, String> form, String code) {
    String kind = form.getOrDefault("kind", "VILLAGE");
    if (Arrays.stream(PlaceKind.values()).noneMatch(each -> each.name().equals(kind))) throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    String village = form.getOrDefault("village", "");
    boolean isVillage = PlaceKind.valueOf(kind).isVillage();
    List<String> variants = Arrays.stream(form.getOrDefault("variants", "").split("[,，、;；\r\n]+")).map(String::strip).filter(each -> !each.isEmpty()).toList();
    return new Place(kind, code, form.getOrDefault("nameZh", "").strip(), form.getOrDefault("nameEn", "").strip(),
        isVillage || village.isBlank() ? null : village, variants, form.containsKey("retired"));
  }

  private static Town town(Page page, Map<String, String> form, String code, Map<String, String> errors) {
    ZoneId zone = ZoneId.of("Asia/Shanghai");
    try {
      zone = ZoneId.of(form.getOrDefault("zone", "Asia/Shanghai"));
    } catch (DateTimeException e) {
      errors.put("zone", page.t("places.error.zone"));
    }
    Integer population = null;
    String people = form.getOrDefault("population", "").strip();
    if (people.matches("\\d{1,9}")) population = Integer.valueOf(people);
    else if (!people.isEmpty()) errors.put("population", page.t("places.error.population"));
    LocalDate on = null;
    try {
      String day = form.getOrDefault("populationOn", "").strip();
      on = day.isEmpty() ? null : LocalDate.parse(day);
    } catch (DateTimeException e) {
      errors.put("populationOn", page.t("places.error.date"));
    }
    return new Town(code, said(form, "nameZh"), said(form, "nameEn"), zone, population, on, orNull(said(form, "populationSource")),
        new Town.Profile(said(form, "aboveZh"), said(form, "aboveEn"), said(form, "officeZh"), said(form, "officeEn"), orNull(said(form, "phone"))));
  }

  private static String said(Map<String, String> form, String name) {
    String text = form.getOrDefault(name, "").strip();
    return text.length() <= 100 ? text : text.substring(0, 100);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private JteModel edit(Page page, Place place, boolean isNew, Map<String, String> errors) {
    List<Choice> kinds = Arrays.stream(PlaceKind.values()).map(kind -> Choice.of(kind.name(), page.t("places.kind." + kind))).toList();
    List<Choice> villages = places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList();
    return templates.placesEdit(page, place, isNew, kinds, villages, errors);
  }

  private JteModel town(Page page, Town town, boolean isNew, Map<String, String> errors) {
    Set<String> zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
    List<Choice> choices = zones.stream().filter(zone -> zone.matches("(Asia|America|Europe|Africa|Australia|Pacific)/.*")).map(zone -> Choice.of(zone, zone)).toList();
    return templates.placesTown(page, town, isNew, choices, errors);
  }

  private List<Place> found(String q) {
    String wanted = PlaceNames.fold(q);
    return changes.all().stream()
        .filter(place -> wanted.isEmpty() || place.code().contains(q.strip()) || PlaceNames.fold(place.nameZh()).contains(wanted) || PlaceNames.fold(place.nameEn()).contains(wanted))
        .toList();
  }

  private Place found404(String code) {
    return changes.find(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** Another town is set up by those who run the installation: the administrators of its first town. */
  private void onlyOfTheFirstTown() {
    if (!mayAddTowns()) throw new AccessDeniedException("only administrators of the first town add towns");
  }

  private boolean mayAddTowns() {
    var viewer = CurrentViewer.get();
    return viewer != null && viewer.town().equals(firstTown);
  }

  private static ResponseEntity<JteModel> refused(JteModel page) {
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).contentType(MediaType.TEXT_HTML).body(page);
  }
}
