package org.guanjia.open311;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.open311.ApiKeys.Created;
import org.guanjia.open311.ApiKeys.KeyCard;
import org.guanjia.open311.Attribute.Datatype;
import org.guanjia.open311.Attribute.Value;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The administrator's side of the Open311 door for programs; the door itself is {@link GeoReport}. */
@Tag(name = "Open311", description = "Keys of foreign systems and what each service asks. The GeoReport v2 endpoint itself stands at /open311/v2, described by its own specification.")
@RestController
@RequestMapping(path = "/api/v1/open311", produces = MediaType.APPLICATION_JSON_VALUE)
class Open311Api {

  private final ApiKeys keys;
  private final Services services;
  private final MediaLinks media;

  Open311Api(ApiKeys keys, Services services, MediaLinks media) {
    this.keys = keys;
    this.services = services;
    this.media = media;
  }

  record KeyJson(
      @Schema(description = "The foreign system; a key of the same name goes on with what that system brought") @Nullable String name,
      @Schema(description = "How long it is good; 1 to 366") @Nullable Integer days,
      @Schema(description = "How many requests it may bring in a minute; without one, 60") @Nullable Integer postsPerMinute) {}

  record LimitJson(
      @Schema(description = "How many requests it may bring in a minute; 1 to 6,000") @Nullable Integer postsPerMinute,
      @Schema(description = "What it was when it was read; 409 when it is another number by now. Without one it is set whatever it is") @Nullable Integer was) {}

  @Schema(name = "Open311Submission")
  record SubmissionJson(
      @Schema(description = "The request's receipt code") String request,
      @Schema(description = "The link to a picture or video that was sent along; never opened by this program. null for none") @Nullable String mediaUrl) {}

  record AttributeJson(
      @Nullable String code, @Nullable Datatype datatype, @Nullable Boolean variable, @Nullable Boolean required, @Nullable String description,
      @Nullable String descriptionEn, @Nullable String hint, @Nullable List<ValueJson> values) {

    Attribute read() {
      return new Attribute(
          code == null ? "" : code.strip(), datatype == null ? Datatype.STRING : datatype, !Boolean.FALSE.equals(variable), Boolean.TRUE.equals(required),
          description == null ? "" : description.strip(), descriptionEn, hint, values == null ? List.of() : values.stream().map(ValueJson::read).toList());
    }
  }

  record ValueJson(@Nullable String key, @Nullable String name, @Nullable String nameEn) {
    Value read() {
      return new Value(key == null ? "" : key.strip(), name == null ? "" : name.strip(), nameEn);
    }
  }

  record SettingJson(
      @Schema(description = "That of the setting as it was read; 0 for one that was never set") @Nullable Integer version,
      @Schema(description = "false: neither listed nor taken") @Nullable Boolean offered,
      @Nullable List<@Nullable AttributeJson> attributes) {}

  @Operation(summary = "Keys of foreign systems", description = "Newest first, with their last use; never the key itself.")
  @Allowed(Permission.USERS_MANAGE)
  @GetMapping("/keys")
  List<KeyCard> keys() {
    return keys.list();
  }

  @Operation(summary = "Make a key", description = "The key is in this answer and in no other. It is made each time it is asked for.")
  @Allowed(Permission.USERS_MANAGE)
  @PostMapping("/keys")
  @ResponseStatus(HttpStatus.CREATED)
  Created create(@RequestBody KeyJson key) {
    return keys.create(
        key.name() == null ? "" : key.name(), key.days() == null ? 0 : key.days(),
        key.postsPerMinute() == null ? ApiKeys.POSTS_PER_MINUTE_DEFAULT : key.postsPerMinute());
  }

  @Operation(summary = "Change a key's limit", description = "From the next request on. 409 when it is not what it was, 404 for a key that is revoked.")
  @Allowed(Permission.USERS_MANAGE)
  @PutMapping("/keys/{id}")
  ResponseEntity<KeyCard> limit(@PathVariable String id, @RequestBody LimitJson limit) {
    return ResponseEntity.of(keys.limit(id, limit.was(), limit.postsPerMinute() == null ? 0 : limit.postsPerMinute()));
  }

  @Operation(summary = "What a foreign system sent along with a request", description = "404 for a request that one may not see, or that came another way.")
  @Allowed(Permission.REQUESTS_VIEW)
  @GetMapping("/submissions/{request}")
  ResponseEntity<SubmissionJson> submission(@PathVariable String request) {
    return ResponseEntity.of(media.ofVisible(request).map(sent -> new SubmissionJson(request, sent.url())));
  }

  @Operation(summary = "Revoke a key, at once")
  @Allowed(Permission.USERS_MANAGE)
  @DeleteMapping("/keys/{id}")
  ResponseEntity<Void> revoke(@PathVariable String id) {
    return keys.revoke(id) ? ResponseEntity.noContent().build() : ResponseEntity.notFound().build();
  }

  @Operation(summary = "What each service asks", description = "All services, in the town's order.")
  @Allowed(Permission.TOWN_EDIT)
  @GetMapping("/services")
  List<ServiceSetting> services() {
    return List.copyOf(services.all().values());
  }

  @Operation(summary = "Set what a service asks", description = "409 when it was changed since that version.")
  @Allowed(Permission.TOWN_EDIT)
  @PutMapping("/services/{service}")
  ResponseEntity<ServiceSetting> save(@PathVariable String service, @RequestBody SettingJson json) {
    if (services.setting(service).isEmpty()) return ResponseEntity.notFound().build();
    var setting = new ServiceSetting(service, !Boolean.FALSE.equals(json.offered()), attributes(json), json.version() == null ? 0 : json.version());
    services.save(setting);
    return ResponseEntity.ok(services.setting(service).orElseThrow());
  }

  private static List<Attribute> attributes(SettingJson json) {
    var attributes = new ArrayList<Attribute>();
    List<@Nullable AttributeJson> sent = json.attributes() == null ? List.of() : json.attributes();
    for (AttributeJson each : sent) {
      if (each == null) throw new InvalidInput(List.of(FieldError.of("attributes", "json.error.other")));
      attributes.add(each.read());
    }
    return attributes;
  }
}
