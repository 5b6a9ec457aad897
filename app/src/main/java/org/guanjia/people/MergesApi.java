package org.guanjia.people;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Putting records together and taking them apart, for programs. */
@Tag(name = "Merges", description = "Two records of one person put together, and taken apart again without loss.")
@RestController
@RequestMapping(path = "/api/v1/people", produces = MediaType.APPLICATION_JSON_VALUE)
class MergesApi {

  private final PersonMerging merging;
  private final Idempotency idempotency;

  MergesApi(PersonMerging merging, Idempotency idempotency) {
    this.merging = merging;
    this.idempotency = idempotency;
  }

  /**
   * Two records that are of one person.
   *
   * @param survivor whose number stays
   * @param survivorVersion and {@code mergedVersion} as they were read
   */
  record MergeJson(@Nullable Long survivor, @Nullable Integer survivorVersion, @Nullable Long merged, @Nullable Integer mergedVersion, @Nullable String reason) {}

  /** Why they are taken apart. */
  record PartingJson(@Nullable String reason) {}

  @Operation(summary = "What was put together with a person, the latest first, also what was taken apart again")
  @Allowed(Permission.PEOPLE_VIEW)
  @GetMapping("/{id:[0-9]+}/merges")
  List<PersonMerging.Merge> of(@PathVariable long id) {
    return merging.of(id);
  }

  @Operation(summary = "Put a record to another one; 409 when one of them was changed since that version")
  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/merges")
  List<PersonMerging.Merge> merge(@RequestBody MergeJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    long survivor = required("survivor", said.survivor());
    long merged = required("merged", said.merged());
    int survivorVersion = required("survivorVersion", said.survivorVersion());
    int mergedVersion = required("mergedVersion", said.mergedVersion());
    idempotency.once(key, () -> {
      merging.merge(survivor, survivorVersion, merged, mergedVersion, Objects.requireNonNullElse(said.reason(), ""));
      return "merged";
    });
    return merging.of(survivor);
  }

  @Operation(summary = "Take apart again what had been put together")
  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/merges/{id:[0-9]+}/parting")
  void part(@PathVariable long id, @RequestBody PartingJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    idempotency.once(key, () -> {
      merging.part(id, Objects.requireNonNullElse(said.reason(), ""));
      return "parted";
    });
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) throw new InvalidInput(field, "requests.error.required");
    return value;
  }
}
