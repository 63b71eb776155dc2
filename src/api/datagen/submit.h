/// `POST /datagen/<connector>`: from the parameters of a call to a queued run.
/// Thread-safe as its context is.
#pragma once

#include "api/datagen/connectors.h"
#include "api/datagen/context.h"
#include "api/facade.h"
#include "job/store.h"

namespace rowmill::api::datagen {

/// Makes and checks the run of a call completely (model, plan, options, target), without
/// storing it. The message of an error is the text for the client.
/// Errors: as ChooseModel; kInvalidModel, kNotBuilt, kInvalidArgument, kForbidden.
Result<RunRecord> MakeRun(const Call& call, const Connector& connector, Family family,
                          const Context& context);

/// Answers the call: 200 with the uuid, or with the error and nothing queued.
Response Submit(const Call& call, const Connector& connector, Family family,
                const Context& context);

}  // namespace rowmill::api::datagen
