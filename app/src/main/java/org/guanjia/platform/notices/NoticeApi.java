package org.guanjia.platform.notices;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The outbox for programs; recipients are masked as on the page. */
@Tag(name = "Notices", description = "Messages that failed or of which nobody knows whether they arrived.")
@RestController
@RequestMapping("/api/v1/notices")
class NoticeApi {

  private final NoticeDesk desk;
  private final Idempotency idempotency;

  NoticeApi(NoticeDesk desk, Idempotency idempotency) {
    this.desk = desk;
    this.idempotency = idempotency;
  }

  @Allowed(Permission.NOTICES_MANAGE)
  @Operation(summary = "Notices, the latest first")
  @GetMapping
  NoticeList list(
      @RequestParam(defaultValue = "OPEN") NoticeList.View view, @RequestParam(required = false) @Nullable Long before) {
    return desk.list(view, before);
  }

  @Allowed(Permission.NOTICES_MANAGE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Send it again")
  @PostMapping("/{id}/retry")
  void retry(@PathVariable long id, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    once(key, () -> desk.retry(id));
  }

  @Allowed(Permission.NOTICES_MANAGE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "It arrived after all")
  @PostMapping("/{id}/confirmation")
  void confirm(@PathVariable long id, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    once(key, () -> desk.confirm(id));
  }

  @Allowed(Permission.NOTICES_MANAGE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "The person was told in another way")
  @PostMapping("/{id}/settlement")
  void settle(@PathVariable long id, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    once(key, () -> desk.settle(id));
  }

  private void once(@Nullable String key, Runnable work) {
    idempotency.once(
        key,
        () -> {
          work.run();
          return "done";
        });
  }
}
