package org.guanjia.requests;

import static org.guanjia.platform.web.Redirects.seeOther;

import guanjia.pages.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.places.Places;
import org.guanjia.places.SubArea;
import org.guanjia.places.Village;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.Uploads;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A request taken down for a resident: at the window, in the village, on patrol, at a home, on a drop-in day. */
@RestController
@Allowed(Permission.REQUESTS_RECORD)
class RecordPages {

  private static final List<Channel> CHANNELS = List.of(Channel.WINDOW, Channel.VILLAGE, Channel.GRID, Channel.HOME_VISIT, Channel.DROP_IN);

  private final Intake intake;
  private final MatterViews views;
  private final Places places;
  private final DropIns dropIns;
  private final Uploads uploads;
  private final Idempotency idempotency;
  private final Templates templates;

  RecordPages(Intake intake, MatterViews views, Places places, DropIns dropIns, Uploads uploads, Idempotency idempotency, Templates templates) {
    this.intake = intake;
    this.views = views;
    this.places = places;
    this.dropIns = dropIns;
    this.uploads = uploads;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  /** A blank form; what the address names is chosen already, so that several can be taken down one after the other. */
  @GetMapping("/requests/new")
  JteModel blank(Page page, @RequestParam Map<String, String> preset) {
    Map<String, String> values = new HashMap<>();
    values.put("channel", preset.getOrDefault("channel", channel(page, preset).name()));
    values.put("village", preset.getOrDefault("village", village(page, preset)));
    values.put("grid", preset.getOrDefault("grid", grid(page)));
    if (preset.containsKey("dropIn")) values.put("dropIn", preset.getOrDefault("dropIn", ""));
    return templates.matterRecord(page, form(page, values, List.of(), Map.of()));
  }

  @PostMapping("/requests/new")
  ResponseEntity<?> record(Page page, HttpServletRequest request, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, "", typed);
    try {
      NewRequest taken = taken(sent, request);
      String code = idempotency.once(sent.text("key"), () -> intake.receive(taken).code());
      return seeOther("/requests/" + code + "/receipt?new");
    } catch (InvalidInput refused) {
      return again(sent, refused);
    } catch (FileRefused refused) {
      return again(sent, new InvalidInput("photos", refused.messageKey(), refused.arguments()));
    }
  }

  private NewRequest taken(Sent sent, HttpServletRequest request) {
    var errors = new ArrayList<FieldError>();
    Channel channel = CHANNELS.stream().filter(known -> known.name().equals(sent.text("channel"))).findFirst().orElse(null);
    if (channel == null) errors.add(FieldError.of("channel", "matter.error.choose"));
    Double latitude = degrees(sent, "latitude", errors);
    Double longitude = degrees(sent, "longitude", errors);
    Integer affected = count(sent, errors);
    Long dropIn = channel == Channel.DROP_IN ? dropIn(sent, errors) : null;
    checkPlace(sent, errors);
    if (sent.text("words").isEmpty()) errors.add(FieldError.of("words", "requests.error.wordsEmpty"));
    var files = sent.store(uploads, request, "photos", Intake.FILES_MAX);
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    boolean anonymous = sent.typed().containsKey("anonymous");
    return new NewRequest(
        Objects.requireNonNull(channel), sent.text("words"), sent.optional("title"), sent.optional("category"), sent.optional("village"), sent.optional("villageGroup"),
        sent.optional("grid"), sent.optional("address"), latitude, longitude, sent.optional("affected"), affected, anonymous, sent.optional("onBehalfOf"),
        anonymous ? null : sent.optional("reporterName"), anonymous ? null : sent.optional("reporterPhone"), null, null, dropIn, files);
  }

  /** Group and grid belong to the village chosen; an area outside one's own may be named, for people report at the next window. */
  private void checkPlace(Sent sent, List<FieldError> errors) {
    String village = sent.text("village");
    String grid = sent.text("grid");
    String group = sent.text("villageGroup");
    if (!grid.isEmpty() && places.grids(village).stream().noneMatch(area -> area.code().equals(grid))) errors.add(FieldError.of("grid", "matter.error.grid"));
    if (!group.isEmpty() && places.groups(village).stream().noneMatch(area -> area.code().equals(group))) errors.add(FieldError.of("villageGroup", "matter.error.group"));
  }

  private static @Nullable Double degrees(Sent sent, String field, List<FieldError> errors) {
    String text = sent.text(field);
    if (text.isEmpty()) return null;
    if (text.matches("-?[0-9]{1,3}([.][0-9]{1,12})?")) return Double.valueOf(text);
    errors.add(FieldError.of(field, "requests.error.point"));
    return null;
  }

  private static @Nullable Integer count(Sent sent, List<FieldError> errors) {
    if (sent.text("affectedCount").isEmpty()) return null;
    int count = sent.number("affectedCount", -1);
    if (count < 0) errors.add(FieldError.of("affectedCount", "requests.error.affectedCount"));
    return count;
  }

  private @Nullable Long dropIn(Sent sent, List<FieldError> errors) {
    List<Long> chosen = sent.ids("dropIn");
    if (chosen.isEmpty()) errors.add(FieldError.of("dropIn", "matter.error.dropIn"));
    else if (known(chosen.getFirst())) return chosen.getFirst();
    else errors.add(FieldError.of("dropIn", "matter.error.choose"));
    return null;
  }

  private boolean known(long dropIn) {
    try {
      dropIns.day(dropIn);
      return true;
    } catch (DropIns.NoSuchDay none) {
      return false;
    }
  }

  private ResponseEntity<?> again(Sent sent, InvalidInput refused) {
    Map<String, String> errors = new LinkedHashMap<>();
    refused.errors().forEach(error -> errors.put(error.field(), sent.page().t(error.key(), error.arguments().toArray())));
    RecordForm form = form(sent.page(), RecordForm.values(sent.typed()), sent.stored("photos"), errors);
    return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, templates.matterRecord(sent.page(), form));
  }

  private RecordForm form(Page page, Map<String, String> values, List<UUID> stored, Map<String, String> errors) {
    List<Village> all = villages();
    Map<String, String> names = new HashMap<>();
    all.forEach(village -> names.put(village.code(), village.name(page.locale())));
    return new RecordForm(
        values, stored, errors,
        CHANNELS.stream().map(channel -> Choice.of(channel.name(), page.t("requests.channel." + channel.name()))).toList(),
        dropInChoices(page, values.get("dropIn"), names),
        views.categoryChoices(page),
        all.stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList(),
        choices(page, parts(places::groups), names),
        choices(page, parts(places::grids), names));
  }

  private static List<Choice> choices(Page page, List<SubArea> areas, Map<String, String> villages) {
    return areas.stream().map(area -> Choice.of(area.code(), area.name(page.locale())).in(villages.getOrDefault(area.village(), area.village()))).toList();
  }

  /** The days of the last two weeks, and the one the form was opened from however long ago it was. */
  private List<Choice> dropInChoices(Page page, @Nullable String chosen, Map<String, String> villages) {
    Stream<DropIns.Day> recent = dropIns.recent().stream();
    if (chosen != null && chosen.matches("[0-9]{1,18}") && known(Long.parseLong(chosen))) recent = Stream.concat(Stream.of(dropIns.day(Long.parseLong(chosen))), recent);
    Map<Long, Choice> choices = new LinkedHashMap<>();
    recent.forEach(day -> choices.putIfAbsent(day.id(), Choice.of(Long.toString(day.id()), page.date(day.heldOn()) + " · " + villages.getOrDefault(day.village(), day.village()) + " · " + day.leader())));
    return List.copyOf(choices.values());
  }

  private static Channel channel(Page page, Map<String, String> preset) {
    if (preset.containsKey("dropIn")) return Channel.DROP_IN;
    Role role = viewer(page).role();
    return role == Role.VILLAGE_CLERK ? Channel.VILLAGE : role == Role.GRID_WORKER ? Channel.GRID : Channel.WINDOW;
  }

  /** The village of the drop-in day, else the viewer's own where it is only one. */
  private String village(Page page, Map<String, String> preset) {
    String dropIn = preset.getOrDefault("dropIn", "");
    if (dropIn.matches("[0-9]{1,18}") && known(Long.parseLong(dropIn))) return dropIns.day(Long.parseLong(dropIn)).village();
    List<String> areas = Objects.requireNonNullElse(viewer(page).areas(), List.of());
    Set<String> own = villages().stream().map(Village::code).filter(areas::contains).collect(Collectors.toSet());
    parts(places::grids).stream().filter(grid -> areas.contains(grid.code())).forEach(grid -> own.add(grid.village()));
    return own.size() == 1 ? own.iterator().next() : "";
  }

  private String grid(Page page) {
    List<String> areas = Objects.requireNonNullElse(viewer(page).areas(), List.of());
    List<SubArea> own = parts(places::grids).stream().filter(grid -> areas.contains(grid.code())).toList();
    return own.size() == 1 ? own.getFirst().code() : "";
  }

  private List<Village> villages() {
    return places.villages().stream().filter(village -> !village.retired()).toList();
  }

  private List<SubArea> parts(Function<String, List<SubArea>> ofVillage) {
    return villages().stream().flatMap(village -> ofVillage.apply(village.code()).stream()).filter(area -> !area.retired()).toList();
  }

  private static Viewer viewer(Page page) {
    return Objects.requireNonNull(page.viewer());
  }
}
