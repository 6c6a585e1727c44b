import { type Answers, message } from "../src/contender.ts";

export const answers: Answers = {
  "POST /sms/2/text/advanced": {
    status: 200,
    body: {
      bulkId: "2034072219640523072",
      messages: [
        {
          messageId: "2250be2d4219-3af1-78856-aabe-1362af1edfd2",
          status: {
            description: "Message sent to next instance",
            groupId: 1,
            groupName: "PENDING",
            id: 26,
            name: "MESSAGE_ACCEPTED",
          },
          to: message.to.slice(1),
        },
      ],
    },
  },
};
