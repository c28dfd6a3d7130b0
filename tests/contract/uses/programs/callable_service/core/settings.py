import os

import flochat as fc

CLIENT = fc.Flochat(token=os.environ.get("TOKEN"))
KIND = "last_message_type"
