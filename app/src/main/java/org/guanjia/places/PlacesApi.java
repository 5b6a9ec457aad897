package org.guanjia.places;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The town and its places for programs. */
@Tag(name = "Places", description = "The town and what lies in it.")
@RestController
@RequestMapping("/api/v1")
@Allowed
class PlacesApi {
  private final Places places;
  private final PlaceChanges changes;
  private final Idempotency idempotency;
  private final String firstTown;

  PlacesApi(Places places, PlaceChanges changes, Idempotency idempotency, @Value("${guanjia.town}") String firstTown) {
    this.places = places;
    this.changes = changes;
    this.idempotency = idempotency;
    this.firstTown = firstTown;
  }

  /** A place as programs write it; the code stands in the address. */
  record PlaceRequest(String kind, String nameZh, @Nullable String nameEn, @Nullable String village, @Nullable List<String> variants, @Nullable Boolean retired) {}

  /** A town as programs write it. */
  record TownRequest(String code, String nameZh, String nameEn, String zone, @Nullable Integer population, @Nullable LocalDate populationOn,
      @Nullable String populationSource) {}

  @Operation(summary = "The town")
  @GetMapping("/town")
  Town town() {
    return places.town();
  }

  @Operation(summary = "Villages, village groups and grids, retired ones too")
  @GetMapping("/places")
  List<Place> list() {
    return changes.all();
  }

  @Operation(summary = "Add a place, or change the one of that code")
  @PutMapping("/places/{code}")
  @Allowed(Permission.TOWN_EDIT)
  Place put(@PathVariable String code, @RequestBody PlaceRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    if (Arrays.stream(PlaceKind.values()).noneMatch(kind -> kind.name().equals(request.kind()))) throw new InvalidInput("kind", "places.error.kind");
    Place place = new Place(request.kind(), code, said(request.nameZh()), Objects.requireNonNullElse(request.nameEn(), said(request.nameZh())), request.village(),
        Objects.requireNonNullElse(request.variants(), List.of()), Objects.requireNonNullElse(request.retired(), false));
    idempotency.once(key, () -> {
      changes.save(place, false);
      return code;
    });
    return changes.find(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  @Operation(summary = "Set up another town of the installation")
  @PostMapping("/towns")
  @Allowed(Permission.TOWN_EDIT)
  ResponseEntity<TownRequest> addTown(@RequestBody TownRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    var viewer = CurrentViewer.get();
    if (viewer == null || !viewer.town().equals(firstTown)) throw new AccessDeniedException("only administrators of the first town add towns");
    idempotency.once(key, () -> {
      changes.add(new Town(said(request.code()), said(request.nameZh()), said(request.nameEn()), zone(request.zone()), request.population(), request.populationOn(),
          request.populationSource(), Town.Profile.NONE));
      return request.code();
    });
    return ResponseEntity.created(URI.create("/api/v1/town")).body(request);
  }

  private static String said(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static ZoneId zone(@Nullable String zone) {
    try {
      return ZoneId.of(said(zone));
    } catch (DateTimeException e) {
      throw new InvalidInput("zone", "places.error.zone");
    }
  }
}
