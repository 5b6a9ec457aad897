package org.guanjia.requests;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request whose reporters have been told, with what was asked and what they were told; nothing of who they are.
 *
 * @param told whether that still holds: false once it was reopened, taken up again or merged
 * @param answer the last approved answer; empty where a request was closed without one
 * @param before files of pictures of the place before the work
 * @param after the same after it
 */
public record ToldRequest(
    long id,
    String code,
    boolean told,
    String title,
    String words,
    String answer,
    @Nullable Outcome outcome,
    @Nullable String category,
    @Nullable String village,
    LocalDate receivedOn,
    LocalDate doneOn,
    List<UUID> before,
    List<UUID> after) {}
