package org.guanjia.platform.notices;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Open;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The outbox for those who answer for it, each member of staff's own notices, and in demo mode the box on the screen. */
@RestController
class NoticesController {

  private final NoticeDesk desk;
  private final Idempotency idempotency;
  private final Templates templates;

  NoticesController(NoticeDesk desk, Idempotency idempotency, Templates templates) {
    this.desk = desk;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @Allowed(Permission.NOTICES_MANAGE)
  @GetMapping("/notices")
  JteModel list(
      Page page, @RequestParam(defaultValue = "OPEN") NoticeList.View view, @RequestParam(required = false) @Nullable Long before) {
    return templates.noticesList(page, desk.list(view, before));
  }

  /** What would have been sent: in demo mode nothing leaves the house. */
  @Open
  @GetMapping("/notices/box")
  JteModel box(Page page, @RequestParam(required = false) @Nullable Long before) {
    if (!page.demo()) throw new NoticeDesk.NoSuchNotice();
    return templates.noticesBox(page, desk.list(NoticeList.View.SENT, before));
  }

  @Allowed(Permission.NOTICES_MANAGE)
  @PostMapping("/notices/{id}/retry")
  ResponseEntity<Void> retry(@PathVariable long id, @RequestParam(required = false) @Nullable String key, HttpServletResponse response) {
    return once(key, () -> desk.retry(id), "notices.done.retry", response);
  }

  @Allowed(Permission.NOTICES_MANAGE)
  @PostMapping("/notices/{id}/confirmation")
  ResponseEntity<Void> confirm(@PathVariable long id, @RequestParam(required = false) @Nullable String key, HttpServletResponse response) {
    return once(key, () -> desk.confirm(id), "notices.done.confirm", response);
  }

  @Allowed(Permission.NOTICES_MANAGE)
  @PostMapping("/notices/{id}/settlement")
  ResponseEntity<Void> settle(@PathVariable long id, @RequestParam(required = false) @Nullable String key, HttpServletResponse response) {
    return once(key, () -> desk.settle(id), "notices.done.settle", response);
  }

  @Allowed
  @GetMapping("/inbox")
  JteModel inbox(Page page, @RequestParam(required = false) @Nullable Long before) {
    return templates.noticesInbox(page, desk.inbox(userId(), before));
  }

  @Allowed
  @PostMapping("/inbox/reading")
  ResponseEntity<Void> read(@RequestParam long upTo) {
    desk.markRead(userId(), upTo);
    return seeOther("/inbox");
  }

  private ResponseEntity<Void> once(@Nullable String key, Runnable work, String done, HttpServletResponse response) {
    String next =
        idempotency.once(
            key,
            () -> {
              work.run();
              return "/notices";
            });
    Flash.success(done).on(response);
    return seeOther(next);
  }

  private static String userId() {
    Viewer viewer = CurrentViewer.get();
    if (viewer == null) throw new IllegalStateException("@Allowed lets nobody in without a log-in");
    return viewer.userId();
  }
}
